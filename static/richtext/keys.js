// Keys as people know them: Tab goes from cell to cell and puts a bullet further in, Ctrl+K asks for a link. Escape, then Tab, leaves
// the text, so that nobody is caught in it; the page says so once, when the caret first comes where Tab stays.
const TELLS = "In tables and lists, Tab moves inside the text. To leave it, press Escape and then Tab.";
let told = false;

export function keys(kit) {
  return kit.Extension.create({
    name: "keys",
    priority: 1000,
    addKeyboardShortcuts() {
      const press = (back) => ({ editor }) => !editor.storage.keys.leaving && tab(editor, back);
      return {
        Tab: press(false),
        "Shift-Tab": press(true),
        "Mod-k": ({ editor }) => editor.emit("link", {}) || true,
      };
    },
    addStorage: () => ({ leaving: false }),
    onCreate() {
      const { view, storage } = this.editor;
      view.dom.addEventListener("keydown", ({ key }) => {
        storage.keys.leaving = key === "Escape" || (storage.keys.leaving && ["Tab", "Shift"].includes(key));
      });
    },
    onBlur() {
      this.storage.leaving = false;
    },
  });
}

// In a table inside a list, or a list inside a table, the cell comes first, as in Word.
function tab(editor, back) {
  if (editor.isActive("table")) {
    if (back) editor.commands.goToPreviousCell();
    else if (!editor.commands.goToNextCell()) editor.chain().addRowAfter().goToNextCell().run();
    return true;
  }
  if (!editor.isActive("listItem")) return false;
  if (back) editor.commands.liftListItem("listItem");
  else editor.commands.sinkListItem("listItem");
  return true;
}

// Under the text: how many words it has, of which how many are chosen; and, once, how to leave it by keyboard.
export function foot(editor) {
  const line = document.createElement("p");
  line.className = "app-editor__foot";
  const words = document.createElement("span");
  const leaving = document.createElement("span");
  line.append(words, " ", leaving);
  const show = () => {
    words.textContent = counted(editor);
    const stays = editor.isFocused && (editor.isActive("table") || editor.isActive("listItem"));
    if (told || !stays) return;
    told = true;
    leaving.textContent = TELLS;
    document.dispatchEvent(new CustomEvent("announce", { detail: TELLS }));
  };
  editor.on("transaction", show);
  editor.on("focus", show);
  show();
  return line;
}

function counted(editor) {
  const { doc, selection } = editor.state;
  const all = count(doc, 0, doc.content.size);
  const said = `${all} word${all === 1 ? "" : "s"}`;
  return selection.empty ? `${said}.` : `${count(doc, selection.from, selection.to)} of ${said}.`;
}

function count(doc, from, to) {
  return doc.textBetween(from, to, " ", " ").split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
