// The desk: what a link leads to opens, the outline folds where there is no room, and moves by drag or by keys.
const WIDE = window.matchMedia("(min-width: 1200px)");

function open() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.closest("details:not([open])")?.setAttribute("open", "");
}

open();
window.addEventListener("hashchange", open);

// Without room beside the text the outline is one line above it.
function fold() {
  const outline = document.querySelector("[data-outline]");
  if (outline && !WIDE.matches) outline.removeAttribute("open");
}

fold();
document.addEventListener("htmx:afterSettle", fold);

async function move(item, before) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const answer = await fetch(item.dataset.move, { method: "POST", headers, body: new URLSearchParams({ before, by: "desk" }) });
  if (!answer.ok) return;
  const list = item.parentElement;
  list.insertBefore(item, before ? list.querySelector(`[data-pk="${before}"]`) : null);
  item.querySelector("a").focus();
  const place = [...list.children].indexOf(item) + 1;
  document.dispatchEvent(new CustomEvent("announce", { detail: `Moved to place ${place} of ${list.children.length}.` }));
}

document.addEventListener("keydown", (event) => {
  const item = event.altKey && event.target.closest?.("#outline [data-move]");
  if (!item || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  const beside = event.key === "ArrowUp" ? item.previousElementSibling : item.nextElementSibling;
  if (beside) move(item, event.key === "ArrowUp" ? beside.dataset.pk : beside.nextElementSibling?.dataset.pk ?? "");
});

// One part is edited at a time: asking for another one saves the first, and goes on when that stands.
let next;

document.addEventListener("htmx:confirm", (event) => {
  const link = event.target.closest?.("[data-edit-here]");
  const form = link && document.querySelector(".app-flow__part form#edit, .app-flow__fact form#edit");
  if (!form) return;
  event.preventDefault();
  next = link.getAttribute("href");
  form.requestSubmit();
});

document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const place = detail.elt.closest?.(".app-flow__part, .app-flow__fact");
  if (!place) return;
  const form = place.querySelector("form#edit");
  if (form) {
    next = undefined;
    const first = form.querySelector(".nhsuk-error-summary, .ProseMirror, textarea:not([hidden], [data-editor]), input:not([type=hidden]), select");
    if (first) first.focus();
    else form.addEventListener("editor-made", (made) => made.detail.editor.commands.focus(), { once: true });
    return;
  }
  const link = next && document.querySelector(`[data-edit-here][href="${next}"]`);
  next = undefined;
  if (link) link.click();
  else place.querySelector("[data-edit-here]")?.focus();
});

let dragged;

document.addEventListener("dragstart", ({ target }) => {
  dragged = target.closest?.("#outline [data-move]");
});
document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("#outline [data-move]");
  if (dragged && over?.parentElement === dragged.parentElement) event.preventDefault();
});
document.addEventListener("drop", (event) => {
  const over = event.target.closest?.("#outline [data-move]");
  if (!dragged || !over || over === dragged) return;
  event.preventDefault();
  const isBelow = dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
  move(dragged, isBelow ? over.nextElementSibling?.dataset.pk ?? "" : over.dataset.pk);
});
