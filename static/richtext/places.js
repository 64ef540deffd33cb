// A text as portal/richtext/anchors.py reads it, its passages one a line, with where each character stands; and words found in it.

class Reading {
  constructor() {
    this.text = "";
    this.at = [];
  }

  line(characters) {
    const kept = [];
    characters.forEach(([sign, place]) => {
      const shown = /\s/.test(sign) ? " " : sign;
      if (shown !== " " || (kept.length && kept[kept.length - 1][0] !== " ")) kept.push([shown, place]);
    });
    while (kept.length && kept[kept.length - 1][0] === " ") kept.pop();
    if (!kept.length) return;
    if (this.text) this.push([" ", kept[0][1]]);
    kept.forEach((each) => this.push(each));
  }

  push([sign, place]) {
    this.text += sign;
    this.at.push(place);
  }

  // The numbers of the first and the last character of these words where most of what stood around them stands.
  find(words, before, after) {
    const wanted = fold(words);
    let best = null;
    for (let at = wanted ? this.text.indexOf(wanted) : -1; at >= 0; at = this.text.indexOf(wanted, at + 1)) {
      const likeness = shared(turn(this.text.slice(0, at)), turn(before)) + shared(this.text.slice(at + wanted.length).trimStart(), fold(after));
      if (!best || likeness > best.likeness) best = { likeness, from: at, to: at + wanted.length - 1 };
    }
    return best;
  }

  around(from, to) {
    return { before: this.text.slice(Math.max(0, from - 40), from), after: this.text.slice(to + 1, to + 41) };
  }
}

export function fold(text) {
  return text.replace(/\s+/g, " ").trim();
}

function turn(text) {
  return [...fold(text)].reverse().join("");
}

function shared(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at += 1;
  return at;
}

// Of a plain box: places are those of its value.
export function ofBox({ value }) {
  const reading = new Reading();
  let at = 0;
  value.split("\n").forEach((line) => {
    reading.line([...line].map((sign, number) => [sign, at + number]));
    at += line.length + 1;
  });
  return reading;
}

// Of an open editor: places are positions in its document.
export function ofEditor({ state }) {
  const reading = new Reading();
  state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const characters = [];
    node.forEach((child, offset) => {
      const text = child.isText ? child.text : " ";
      for (let at = 0; at < text.length; at += 1) characters.push([text[at], position + 1 + offset + at]);
    });
    reading.line(characters);
    return false;
  });
  return reading;
}

// Of a text as it is shown: places are [text node, number].
export function ofPage(element) {
  const reading = new Reading();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let characters = [];
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(".app-said")) continue;
    const holder = node.parentElement.closest(BLOCKS);
    if (holder !== block) {
      reading.line(characters);
      characters = [];
      block = holder;
    }
    for (let at = 0; at < node.data.length; at += 1) characters.push([node.data[at], [node, at]]);
  }
  reading.line(characters);
  return reading;
}

export const BLOCKS = "p, h3, h4, li, td, th, caption, dd";
