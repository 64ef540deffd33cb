// Under the text: what a paste could not keep, and the way back to the text before it.
const HEADING = "Not all of what was pasted could be kept as it was";

export function untold(editor) {
  editor.told?.close();
}

// `before` is the text before the paste, if it changed; `pictures` those that were kept as attachments, with the way to their page.
export function tell(editor, sentences, before, pictures) {
  untold(editor);
  const box = document.createElement("section");
  box.className = "app-editor__told";
  const first = sentences.length ? (before ? HEADING : sentences[0]) : pictures.words;
  box.setAttribute("aria-label", sentences.length ? HEADING : first);
  const heading = Object.assign(document.createElement("p"), { className: "app-editor__told-heading", textContent: first });
  const list = document.createElement("ul");
  sentences.slice(before ? 0 : 1).forEach((sentence) => list.append(Object.assign(document.createElement("li"), { textContent: sentence })));
  const follow = before && following(editor, before);
  const close = () => {
    follow?.end();
    box.remove();
    editor.told = undefined;
  };
  box.append(heading);
  if (list.children.length) box.append(list);
  if (pictures) box.append(about(pictures, first));
  if (before || pictures?.files.length) {
    box.append(button("Undo the paste", async () => {
      follow?.undo();
      await pictures?.undo();
      close();
      announce("The paste is undone.");
    }));
  }
  box.append(button("Close", () => {
    close();
    editor.commands.focus();
  }));
  editor.options.element.append(box);
  editor.told = { close };
  announce([before && sentences.length ? `${HEADING}.` : "", ...sentences, pictures?.words ?? ""].join(" ").trim());
}

// What was typed after the paste stays; if nothing was, the text is to the letter what it was before.
function following(editor, before) {
  const after = editor.state.doc;
  const start = before.content.findDiffStart(after.content);
  if (start === null) return { end: () => {}, undo: () => {} };
  let { a, b } = before.content.findDiffEnd(after.content);
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  const kept = { from: start, to: b };
  const follow = ({ transaction: { mapping } }) => Object.assign(kept, { from: mapping.map(kept.from, 1), to: mapping.map(kept.to, -1) });
  editor.on("transaction", follow);
  return {
    end: () => editor.off("transaction", follow),
    undo: () => {
      const { state, view } = editor;
      const { tr } = state;
      if (state.doc.eq(after)) tr.replaceWith(0, state.doc.content.size, before.content);
      else tr.replace(kept.from, Math.max(kept.from, kept.to), before.slice(start, a));
      view.dispatch(tr);
      editor.commands.focus();
    },
  };
}

// What was kept, and where one says what it shows.
function about(pictures, heading) {
  const line = document.createElement("p");
  if (pictures.words !== heading) line.append(`${pictures.words} `);
  line.append(Object.assign(document.createElement("a"), { href: pictures.href, textContent: "Say what it shows" }));
  return line;
}

function announce(words) {
  document.dispatchEvent(new CustomEvent("announce", { detail: words }));
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "app-editor__button", textContent: words });
  made.addEventListener("click", act);
  return made;
}
