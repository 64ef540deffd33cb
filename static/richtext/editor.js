// The rich text editor: a plain box becomes an editor with a toolbar of words. The box stays, hidden, and is what is sent.
import { caption } from "./caption.js";
import { foot, keys } from "./keys.js";
import { ours, outside } from "./paste.js";
import { toolbar } from "./toolbar.js";

async function enhance(textarea) {
  textarea.dataset.enhanced = "";
  const kit = await import(textarea.dataset.editor);
  if (isTypedAsWords(textarea)) return; // someone was faster than the script: the plain box stays theirs
  const hadFocus = document.activeElement === textarea;
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const place = document.createElement("div");
  place.className = "app-editor";
  textarea.before(place);

  const editor = new kit.Editor({
    element: place,
    content: caption.outOf(written(textarea)),
    extensions: extensions(kit),
    injectCSS: false, // the content security policy forbids it; static/_richtext.scss has the same
    enablePasteRules: false, // a star that was pasted is a star
    editorProps: { attributes: names(textarea, label), transformPastedHTML: ours, handleDOMEvents: outside(textarea), ...clearOfTools() },
    onUpdate: () => keep(editor, textarea),
  });
  editor.kit = kit;
  const bar = toolbar(editor, textarea.id, label?.textContent.trim() ?? "");
  place.prepend(bar);
  place.append(foot(editor));

  place.made = { editor, kit, textarea };
  place.dispatchEvent(new CustomEvent("editor-made", { bubbles: true, detail: place.made })); // for what stands beside the words
  textarea.addEventListener("stored", (event) => show(kit, editor, textarea, event));
  textarea.hidden = true;
  textarea.removeAttribute("id"); // the error summary and the label now lead to the editor
  label?.addEventListener("click", () => editor.commands.focus());
  if (hadFocus) editor.commands.focus();
}

function isTypedAsWords(textarea) {
  return textarea.value !== textarea.defaultValue && !/<[a-z]/i.test(textarea.value);
}

// What the server wrote, unless the browser has put back what was typed before the page was left.
function written(textarea) {
  return textarea.value === textarea.defaultValue ? textarea.dataset.html : textarea.value;
}

function keep(editor, textarea) {
  textarea.value = editor.isEmpty ? "" : caption.into(editor.getHTML());
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

// What was stored, where it reads otherwise than what stands here: only the stretch that differs is drawn anew, so that the caret stays.
function show(kit, editor, textarea, event) {
  event.preventDefault();
  const { state, view } = editor;
  const stored = kit.createDocument(caption.outOf(event.detail), state.schema);
  const start = state.doc.content.findDiffStart(stored.content);
  if (start === null) return;
  let { a, b } = state.doc.content.findDiffEnd(stored.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  view.dispatch(state.tr.replace(start, a, stored.slice(start, b)).setMeta("preventUpdate", true).setMeta("addToHistory", false));
  textarea.value = editor.isEmpty ? "" : caption.into(editor.getHTML());
}

// The caret is kept clear of the bar and the tools, as far as the window has room.
function clearOfTools() {
  const top = Math.min(160, window.innerHeight / 3);
  return { scrollThreshold: { top, right: 5, bottom: 40, left: 5 }, scrollMargin: { top, right: 5, bottom: 40, left: 5 } };
}

function names(textarea, label) {
  if (label && !label.id) label.id = `${textarea.id}-label`;
  const found = { id: textarea.id, "aria-multiline": "true", class: textarea.className, spellcheck: "true" };
  if (label) found["aria-labelledby"] = label.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (textarea.hasAttribute(name)) found[name] = textarea.getAttribute(name);
  }
  return found;
}

// What portal/richtext/clean.py keeps, and nothing else; in a list, a table or a quotation there are no headings. What Tab does in a table or a list is for keys.js to say.
function extensions(kit) {
  const tabless = {
    addKeyboardShortcuts() {
      const { Tab, "Shift-Tab": back, ...others } = this.parent?.() ?? {};
      return others;
    },
  };
  const inside = "(paragraph | bulletList | orderedList | blockquote | table)";
  return [
    kit.Document, kit.Text, kit.HardBreak, kit.Bold, kit.Italic, kit.Subscript, kit.Superscript,
    kit.BulletList, kit.OrderedList, kit.UndoRedo, kit.Dropcursor, kit.Gapcursor, kit.TableRow,
    kit.Blockquote.extend({ content: `${inside}+` }), kit.TableHeader.extend({ content: `${inside}+` }), kit.TableCell.extend({ content: `${inside}+` }),
    keys(kit), caption.paragraph(kit.Paragraph),
    kit.Heading.configure({ levels: [3, 4] }),
    kit.ListItem.extend({ ...tabless, content: `paragraph ${inside}*` }),
    kit.Table.extend(tabless).configure({ resizable: false }),
    kit.Link.configure({ openOnClick: false, enableTarget: false, protocols: ["http", "https", "mailto"] }),
  ];
}

function enhanceAll(within) {
  within.querySelectorAll("textarea[data-editor]:not([data-enhanced])").forEach((textarea) => {
    enhance(textarea).catch((fault) => console.error("The editor could not start; the plain box stays.", fault));
  });
}

enhanceAll(document);
document.addEventListener("htmx:afterSettle", ({ detail }) => enhanceAll(detail.elt));
