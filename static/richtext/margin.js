// Comments beside the words they are about: marked in the text, in the margin on a wide screen, under the paragraph on a phone.
// The server says what stands where (#margin, in #beside); this file puts it there, and asks for the question about words one selects.
import { BLOCKS, fold, ofBox, ofEditor, ofPage } from "./places.js";
import { Marks } from "./marks.js";

let margin;
const MOST = 1_000; // characters one comment is about
const GAP = 12;
const texts = new Map(); // part: its open editor, or the element in which it is shown

const notes = () => [...margin.querySelectorAll("[data-part]")].filter((note) => note.dataset.words);

function read(text) {
  if (text.box) return ofBox(text.box);
  return text.editor ? ofEditor(text.editor) : ofPage(text.element);
}

function found(note) {
  const text = texts.get(note.dataset.part);
  const { words, before = "", after = "" } = note.dataset;
  if (!text) return null;
  const reading = read(text);
  const place = reading.find(words, before, after);
  return place && { text, note, from: reading.at[place.from], to: reading.at[place.to] };
}

// Whether there is a margin: this page lays it beside the text where there is room, and under it elsewhere.
function isBeside() {
  const [text] = texts.values();
  const place = text?.box ?? text?.element ?? text?.editor.view.dom;
  return Boolean(place) && margin.getBoundingClientRect().left >= place.getBoundingClientRect().right;
}

// ── Where each note stands ──────────────────────────────────────────────────────────────────────────────────────────
function draw() {
  if (!margin) return;
  const places = notes().map(found).filter(Boolean);
  texts.forEach((text) => text.marks.show(places.filter((place) => place.text === text), isBeside()));
  window.requestAnimationFrame(() => lay(places));
}

function lay(places) {
  margin.classList.toggle("app-margin--beside", isBeside() && places.length > 0);
  const all = [...margin.querySelectorAll(".app-note")];
  all.forEach((note) => { note.style.top = ""; });
  margin.style.height = "";
  if (!isBeside() || !places.length) return;
  const top = margin.getBoundingClientRect().top;
  const wanted = new Map(places.map(({ note, text, from }) => [note, text.marks.top(from) - top]));
  let free = 0;
  all.sort((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0)).forEach((note) => {
    const at = Math.max(free, wanted.get(note) ?? 0);
    note.style.top = `${at}px`;
    free = at + note.offsetHeight + GAP;
  });
  margin.style.height = `${free}px`;
}

// ── Words that are selected ─────────────────────────────────────────────────────────────────────────────────────────
function selectedIn(part, text) {
  const reading = read(text);
  const inside = text.marks.selected(reading);
  if (!inside.length) return null;
  const [from, to] = [inside[0], inside[inside.length - 1]];
  return { about: part, words: fold(reading.text.slice(from, to + 1)), ...reading.around(from, to) };
}

function say(words) {
  document.dispatchEvent(new CustomEvent("announce", { detail: words }));
}

async function ask(part) {
  const selected = selectedIn(part, texts.get(part));
  if (!selected?.words) return say("Select the words to comment on first.");
  if (selected.words.length > MOST) return say(`Select at most ${MOST} characters.`);
  const asked = new URL(margin.dataset.ask, window.location.href);
  Object.entries(selected).forEach(([name, value]) => asked.searchParams.set(name, value));
  await window.htmx.ajax("GET", asked.pathname + asked.search, { target: "#margin-new", swap: "innerHTML" });
  const form = document.getElementById("comment-words");
  draw();
  form?.querySelector("textarea").focus();
}

function leave(button) {
  const part = button.closest("[data-part]").dataset.part;
  button.closest("form").remove();
  draw();
  const text = texts.get(part);
  if (text?.box) text.box.focus();
  else text?.editor?.commands.focus();
}

// ── Texts: open editors, and those that are only shown ──────────────────────────────────────────────────────────────
function take(part, text, bar) {
  texts.set(part, text);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "app-editor__button";
  button.textContent = "Comment";
  button.title = "Comment on the words selected (Ctrl+Alt+M)";
  button.tabIndex = bar.getAttribute("role") === "toolbar" ? -1 : 0;
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the words selected stay selected
  button.addEventListener("click", () => ask(part));
  bar.append(button);
  draw();
}

function takeEditor({ editor, kit, textarea }) {
  if (!margin || texts.get(textarea.name)?.editor.view.dom.isConnected) return;
  const bar = editor.options.element.querySelector("[role=toolbar]");
  take(textarea.name, { editor, marks: Marks.ofEditor(editor, kit) }, bar);
}

function takeBox(name) {
  const box = document.querySelector(`#edit textarea[name="${name}"]:not([data-editor]), #edit input[type="text"][name="${name}"]`);
  if (!box || texts.has(name)) return;
  let bar = box.parentElement.querySelector(":scope > .app-margin__tools");
  if (!bar) {
    bar = document.createElement("p");
    bar.className = "app-margin__tools";
    box.after(bar);
  }
  bar.replaceChildren();
  take(name, { box, marks: Marks.ofBox(box) }, bar);
}

function takeShown(element) {
  const bar = document.createElement("p");
  bar.className = "app-margin__tools";
  const words = element.querySelector(".app-rich") ?? element;
  element.append(bar);
  take(element.dataset.said, { element: words, marks: Marks.ofPage(words, BLOCKS) }, bar);
}

// Another text may come into the page without the page being left: what is beside it is looked for again.
function begin() {
  margin = document.getElementById("beside");
  texts.clear();
  if (!margin) return;
  document.querySelectorAll("[data-said]").forEach(takeShown);
  (margin.dataset.boxes ?? "").split(" ").filter(Boolean).forEach(takeBox);
  document.querySelectorAll(".app-editor").forEach((place) => place.made && takeEditor(place.made));
  draw();
}

begin();
document.addEventListener("editor-made", ({ detail }) => takeEditor(detail));
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.elt.id === "desk-text") return begin();
  if (!margin) return undefined;
  if (margin.contains(detail.elt)) draw();
  const isBusy = margin.contains(document.activeElement) || document.getElementById("comment-words");
  if (detail.elt.id === "save-state" && !isBusy) window.htmx.trigger("#margin", "said");
  return undefined;
});
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // htmx would give the new notes the places of the old ones, as written styles, which the content security policy forbids
  if (margin?.contains(detail.target)) margin.querySelectorAll("[style]").forEach((each) => each.removeAttribute("style"));
});
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("#comment-words");
  if (form && event.key === "Escape") leave(form.querySelector("[data-leave]"));
  if (!margin || !(event.ctrlKey && event.altKey && event.code === "KeyM")) return;
  const part = [...texts].find(([name, text]) => selectedIn(name, text)?.words)?.[0];
  event.preventDefault();
  if (part) ask(part);
  else say("Select the words to comment on first.");
});
document.addEventListener("click", ({ target }) => margin?.contains(target) && target.matches("[data-leave]") && leave(target));

// ── Deciding of a suggestion: what is typed is saved first, and afterwards the text shows what was stored ───────────
let isDecided = false;

document.addEventListener("htmx:confirm", async (event) => {
  const form = document.getElementById("edit");
  if (!form || !event.target.matches?.("[data-decide]")) return;
  event.preventDefault();
  const detail = { saved: true };
  form.dispatchEvent(new CustomEvent("leaving", { detail }));
  if (await detail.saved) event.detail.issueRequest();
  else say("What you typed is not saved yet. Settle that first, then decide.");
});
document.addEventListener("decided", ({ detail }) => {
  isDecided = true;
  say(detail.said);
  if (document.getElementById("autosave")) window.htmx.trigger("#autosave", "save");
  window.htmx.trigger("#margin", "said");
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!isDecided || detail.elt.id !== "margin") return;
  isDecided = false;
  (margin.querySelector("[name=decide]") ?? document.querySelector("#desk-text .ProseMirror, #edit .ProseMirror"))?.focus();
});
document.addEventListener("toggle", ({ target }) => margin?.contains(target) && draw(), true);
window.addEventListener("resize", () => margin && draw());
window.addEventListener("load", () => margin && draw());
