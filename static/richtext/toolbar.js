// A toolbar as ARIA describes it: one Tab stop, arrow keys inside, pressed buttons say so. Buttons are words, never disabled.
import { linkForm } from "./link.js";

const BUTTONS = [
  ["Bold", (chain) => chain.toggleBold(), (editor) => editor.isActive("bold")],
  ["Italic", (chain) => chain.toggleItalic(), (editor) => editor.isActive("italic")],
  ["Heading", (chain) => chain.toggleHeading({ level: 3 }), (editor) => editor.isActive("heading", { level: 3 })],
  ["Subheading", (chain) => chain.toggleHeading({ level: 4 }), (editor) => editor.isActive("heading", { level: 4 })],
  ["Bullet list", (chain) => chain.toggleBulletList(), (editor) => editor.isActive("bulletList")],
  ["Numbered list", (chain) => chain.toggleOrderedList(), (editor) => editor.isActive("orderedList")],
  ["Table", (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).command(nameHeads)],
  ["Undo", (chain) => chain.undo()],
  ["Redo", (chain) => chain.redo()],
];
const IN_A_LIST = [
  ["Move in", (chain) => chain.sinkListItem("listItem")],
  ["Move out", (chain) => chain.liftListItem("listItem")],
];
const IN_A_TABLE = [
  ["Add row", (chain) => chain.addRowAfter()],
  ["Add column", (chain) => chain.addColumnAfter()],
  ["Remove row", (chain) => chain.deleteRow()],
  ["Remove column", (chain) => chain.deleteColumn()],
  ["Remove table", (chain) => chain.deleteTable()],
];

// A new table has words in its heads, so that no column is nameless. Those of the first are chosen; Tab chooses the next, to be typed over.
function nameHeads({ tr }) {
  const { $from } = tr.selection;
  const depth = Array.from({ length: $from.depth }, (_, up) => $from.depth - up).find((one) => $from.node(one).type.name === "table");
  const heads = [];
  $from.node(depth).descendants((node, at) => { if (node.type.name === "tableHeader") heads.push($from.start(depth) + at + 2); });
  [...heads.entries()].reverse().forEach(([at, position]) => tr.insertText(`Heading ${at + 1}`, position));
  tr.setSelection(tr.selection.constructor.create(tr.doc, heads[0], heads[0] + "Heading 1".length));
  return true;
}

export function toolbar(editor, id, name) {
  const bar = document.createElement("div");
  bar.className = "app-editor__toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Formatting: ${name}`);
  bar.setAttribute("aria-controls", id);

  const link = linkForm(editor, id);
  const standing = BUTTONS.map((what) => button(editor, ...what));
  standing.splice(BUTTONS.findIndex(([words]) => words === "Undo"), 0, link.button);
  const inList = IN_A_LIST.map((what) => button(editor, ...what));
  const inTable = IN_A_TABLE.map((what) => button(editor, ...what));
  bar.append(...standing, ...inList, ...inTable);

  const show = () => {
    inList.forEach((each) => { each.hidden = !editor.isActive("listItem"); });
    inTable.forEach((each) => { each.hidden = !editor.isActive("table"); });
    standing.forEach((each) => each.refresh?.());
    rove(bar);
  };
  editor.on("transaction", show);
  show();
  bar.addEventListener("keydown", (event) => walk(bar, event));

  const whole = document.createElement("div");
  whole.className = "app-editor__tools";
  whole.append(bar, link.form);
  return whole;
}

function button(editor, words, act, isOn) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "app-editor__button";
  made.textContent = words;
  made.addEventListener("mousedown", (event) => event.preventDefault()); // the words chosen stay chosen
  made.addEventListener("click", () => {
    editor.view.focus();
    act(editor.chain()).run();
  });
  if (isOn) {
    made.refresh = () => made.setAttribute("aria-pressed", String(isOn(editor)));
  }
  return made;
}

function shown(bar) {
  return [...bar.children].filter((each) => !each.hidden);
}

// One button is the Tab stop: the one last used, or the first.
function rove(bar, to) {
  const buttons = shown(bar);
  const stop = to ?? buttons.find((each) => each.tabIndex === 0 && each.hasAttribute("tabindex")) ?? buttons[0];
  [...bar.children].forEach((each) => each.setAttribute("tabindex", each === stop ? "0" : "-1"));
}

function walk(bar, event) {
  const buttons = shown(bar);
  const at = buttons.indexOf(document.activeElement);
  const next = {
    ArrowRight: buttons[(at + 1) % buttons.length],
    ArrowLeft: buttons[(at - 1 + buttons.length) % buttons.length],
    Home: buttons[0],
    End: buttons[buttons.length - 1],
  }[event.key];
  if (!next) return;
  event.preventDefault();
  rove(bar, next);
  next.focus();
}
