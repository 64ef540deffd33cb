// What another program put on the clipboard is read by the server, as it will be stored: what stands in the editor before saving is
// what is stored. What could not be kept is said under the text, where the paste can be undone; until then the form waits to be sent.
import { caption } from "./caption.js";
import { filesOf, keepPictures, picturesOf } from "./pictures.js";
import { tell, untold } from "./told.js";

const OTHERS = /<(?!\/?(?:meta|p|h3|h4|ul|ol|li|blockquote|br|strong|em|sub|sup|a|table|caption|colgroup|col|thead|tbody|tr|th|td)[\s/>])/i;
const UNUSUAL = /[\n\r\u0000-\u0008\u000b-\u001f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff]/;
const BYTES = /data:[^"'\s)]{1000,}/g; // they are not sent with the words
const waiting = new Map(); // each form, and the pastes that it waits for

// Their own copies go straight in: they are as they are stored, and a part of a paragraph stays a part.
export function ours(html) {
  return html.replace(/ style="[^"]*"/g, "");
}

function held(clipboard) {
  const html = clipboard?.getData("text/html");
  const files = [...(clipboard?.files ?? [])];
  if (html?.trim()) return /data-pm-slice/.test(html) && !OTHERS.test(html) ? null : { html, pictures: picturesOf(html, files) };
  const words = clipboard?.getData("text/plain");
  if (words) return UNUSUAL.test(words) ? { words } : null;
  const pictures = filesOf(files);
  return pictures.length ? { html: pictures.map(({ tag }) => tag).join(""), pictures } : null;
}

export function outside(textarea) {
  const take = (view, event, clipboard, at) => {
    const found = held(clipboard);
    if (!found) return false;
    event.preventDefault();
    const form = textarea.closest("form");
    const done = (waiting.get(form) ?? Promise.resolve()).then(() => read(view.dom.editor, textarea, found, place(view.dom.editor, at)));
    waiting.set(form, done);
    done.finally(() => waiting.get(form) === done && waiting.delete(form));
    return true;
  };
  return {
    paste: (view, event) => take(view, event, event.clipboardData),
    drop: (view, event) => !view.dragging && take(view, event, event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
  };
}

// Where it goes, wherever that moves meanwhile.
function place(editor, at) {
  const { from, to } = editor.state.selection;
  const kept = { from: at ?? from, to: at ?? to };
  const follow = ({ transaction: { mapping } }) => Object.assign(kept, { from: mapping.map(kept.from, -1), to: mapping.map(kept.to, -1) });
  editor.on("transaction", follow);
  kept.settle = () => editor.off("transaction", follow);
  return kept;
}

async function read(editor, textarea, found, kept) {
  let taken;
  let pictures;
  try {
    found.before = editor.state.doc.textBetween(0, kept.from, " ");
    if (textarea.dataset.pictures && found.pictures?.length) pictures = await keepPictures(textarea, found);
    taken = await ask(textarea, found);
  } catch {
    taken = { refused: "The portal could not be reached" };
  }
  kept.settle();
  if (editor.isDestroyed) return;
  if (taken.refused) tell(editor, [`${taken.refused}. ${pictures ? "No words were" : "Nothing was"} pasted.`], undefined, pictures);
  else insert(editor, taken, kept, pictures);
}

async function ask(textarea, found) {
  const body = new FormData();
  if (found.words === undefined) body.set("html", found.html.replace(BYTES, "data:"));
  else body.set("words", found.words);
  const token = textarea.closest("form").elements.csrfmiddlewaretoken?.value ?? "";
  const answer = await fetch(textarea.dataset.reads, { method: "POST", body, headers: { "X-CSRFToken": token, "HX-Request": "true" } });
  if (answer.status === 401) return { refused: "You are logged out" };
  if (answer.status === 400 || answer.status === 413) return { refused: "What was pasted is too large" };
  return answer.json();
}

function insert(editor, taken, kept, pictures) {
  untold(editor);
  if (taken.html) {
    const { state, view } = editor;
    const stayed = state.selection.from === kept.from;
    let mark = state.selection.getBookmark();
    const follow = ({ transaction }) => { mark = mark.map(transaction.mapping); };
    const before = state.doc;
    const { TextSelection } = editor.kit.pm.state;
    view.dispatch(editor.kit.pm.history.closeHistory(state.tr.setSelection(TextSelection.between(state.doc.resolve(kept.from), state.doc.resolve(kept.to)))));
    editor.on("transaction", follow);
    put(editor, caption.outOf(taken.html));
    editor.off("transaction", follow);
    const { tr } = editor.state;
    if (!stayed) tr.setSelection(mark.resolve(tr.doc));
    view.dispatch(editor.kit.pm.history.closeHistory(tr));
    if (taken.told.length || pictures) tell(editor, taken.told, before, pictures);
  } else if (taken.told.length || pictures) tell(editor, taken.told, undefined, pictures);
}

// Words join the paragraph in which they are pasted; a caption, which is one of its own, does not.
function put(editor, html) {
  if (!html.startsWith("<p data-caption")) return editor.view.pasteHTML(html);
  const { from, to } = editor.state.selection;
  return editor.commands.insertContentAt({ from, to }, html);
}

// A form is not sent without what was pasted into it.
document.addEventListener("submit", (event) => {
  const paste = waiting.get(event.target);
  if (!paste) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  paste.finally(() => event.target.requestSubmit(event.submitter));
}, true);
