// The words of comments marked in a text, and what is said of them under their paragraph where there is no margin.

function small(note) {
  const told = document.createElement("div");
  told.className = "app-said";
  told.contentEditable = "false";
  const by = note.querySelectorAll("p:not(.nhsuk-error-message)");
  const said = [...by].filter((each) => !each.closest("form") && !each.querySelector("q, a") && each.textContent.trim());
  said.forEach((each) => told.append(each.cloneNode(true)));
  const link = Object.assign(document.createElement("a"), { href: `#${note.id}`, textContent: note.matches(".app-note--suggested") ? "Decide" : "Answer" });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    note.scrollIntoView();
    note.querySelector("summary, textarea, button, a")?.focus();
  });
  told.append(link);
  return told;
}

class OfEditor {
  constructor(editor, kit) {
    const { Plugin, PluginKey } = kit.pm.state;
    this.editor = editor;
    this.view = kit.pm.view;
    this.key = new PluginKey("said");
    const { DecorationSet } = this.view;
    editor.registerPlugin(
      new Plugin({
        key: this.key,
        state: {
          init: () => DecorationSet.empty,
          apply: (change, drawn) => change.getMeta(this.key) ?? drawn.map(change.mapping, change.doc),
        },
        props: { decorations: (state) => this.key.getState(state) },
      }),
    );
  }

  show(places, isWide) {
    const { doc, tr } = this.editor.state;
    const { Decoration, DecorationSet } = this.view;
    const drawn = places.flatMap(({ note, from, to }) => {
      const marked = Decoration.inline(from, to + 1, { class: "app-marked" });
      if (isWide || note.matches("form")) return [marked];
      const under = Decoration.widget(doc.resolve(to).after(), () => small(note), { side: -1, key: note.id, stopEvent: () => true, ignoreSelection: true });
      return [marked, under];
    });
    this.editor.view.dispatch(tr.setMeta(this.key, DecorationSet.create(doc, drawn)).setMeta("addToHistory", false));
  }

  top(from) {
    return this.editor.view.coordsAtPos(from).top;
  }

  selected(reading) {
    const { from, to } = this.editor.state.selection;
    return reading.at.flatMap((position, number) => (position >= from && position < to ? [number] : []));
  }
}

class OfPage {
  constructor(element, blocks) {
    this.element = element;
    this.blocks = blocks;
  }

  range(from, to) {
    const range = document.createRange();
    range.setStart(...from);
    range.setEnd(to[0], to[1] + 1);
    return range;
  }

  show(places, isWide) {
    this.element.querySelectorAll(".app-said").forEach((each) => each.remove());
    all.set(this, places.map(({ from, to }) => this.range(from, to)));
    if (window.CSS?.highlights) window.CSS.highlights.set("said", new window.Highlight(...[...all.values()].flat()));
    if (isWide) return;
    places.filter(({ note }) => !note.matches("form")).forEach(({ note, to }) => to[0].parentElement.closest(this.blocks).append(small(note)));
  }

  top(from) {
    return this.range(from, from).getBoundingClientRect().top;
  }

  selected(reading) {
    const chosen = window.getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return [];
    const range = chosen.getRangeAt(0);
    return reading.at.flatMap(([node, at], number) => (this.element.contains(node) && range.comparePoint(node, at) === 0 && !isEnd(range, node, at) ? [number] : []));
  }
}

// In a plain box nothing can be marked: what is said stands beside it, or under it.
class OfBox {
  constructor(box) {
    this.box = box;
  }

  show(places, isWide) {
    this.box.parentElement.querySelectorAll(":scope > .app-said").forEach((each) => each.remove());
    if (!isWide) places.filter(({ note }) => !note.matches("form")).forEach(({ note }) => this.box.parentElement.append(small(note)));
  }

  top() {
    return this.box.getBoundingClientRect().top;
  }

  selected(reading) {
    const { selectionStart, selectionEnd } = this.box;
    return reading.at.flatMap((place, number) => (place >= selectionStart && place < selectionEnd ? [number] : []));
  }
}

const all = new Map(); // what is marked in each text that is shown

function isEnd(range, node, at) {
  return range.endContainer === node && range.endOffset === at;
}

export const Marks = { ofBox: (box) => new OfBox(box), ofEditor: (editor, kit) => new OfEditor(editor, kit), ofPage: (element, blocks) => new OfPage(element, blocks) };
