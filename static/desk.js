// The desk: what a link leads to opens, the outline folds where there is no room, and moves by drag or by keys.
const WIDE = window.matchMedia("(min-width: 1200px)");
const NOT_SAVED = "Your last words here are not saved yet. Leave them?";
const NOT_SENT = "What you wrote here is not sent yet. Leave it?";

function say(words) {
  document.dispatchEvent(new CustomEvent("announce", { detail: words }));
}

function open() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.closest("details:not([open])")?.setAttribute("open", "");
  return target;
}

open();
window.addEventListener("hashchange", open);

// Without room beside the text the outline is one line above it.
function fold() {
  const outline = document.querySelector("[data-outline]");
  if (outline && !WIDE.matches) outline.removeAttribute("open");
}

fold();
document.addEventListener("htmx:afterSettle", ({ detail }) => detail.elt.id === "outline" && fold());

// ── From text to text without leaving: the middle and the margin are swapped, the outline stays ─────────────────────
let shown = location.href;
let last = 0;

const textNow = () => document.getElementById("desk-text");
const where = (href) => href.split("#")[0];

// What was written goes with no click: the form saves itself first; what cannot be saved, or waits to be sent, is asked about.
async function mayGo() {
  const detail = { saved: true };
  document.getElementById("edit")?.dispatchEvent(new CustomEvent("leaving", { detail }));
  if (!(await detail.saved)) return window.confirm(NOT_SAVED);
  const boxes = document.querySelectorAll("#desk textarea, #desk input:not([type=hidden])");
  const written = [...boxes].filter((box) => !box.closest("#edit") && box.value !== box.defaultValue);
  return !written.length || window.confirm(NOT_SENT);
}

async function go(event, href, isNew) {
  const mine = (last += 1);
  const may = await mayGo();
  if (mine !== last) return;
  if (!may) {
    if (!isNew) history.pushState(null, "", shown);
    return;
  }
  const text = textNow();
  text.inert = true; // nothing is typed into what is about to go
  try {
    window.htmx.trigger("#desk", "htmx:abort"); // a request of the same place would wait behind the one before, and call itself done
    const parts = { target: "#desk-text", select: "#desk-text", selectOOB: "#desk-margin,#address", swap: "outerHTML" };
    await window.htmx.ajax("GET", where(href), { source: "#desk", event, ...parts });
  } catch {
    if (mine !== last) return;
    text.inert = false;
    say("There is no connection. You are still where you were: nothing is lost.");
    return;
  }
  if (mine !== last) return;
  if (text.isConnected) location.assign(href); // the page that says why
  else arrive(event, href, isNew);
}

function arrive(event, href, isNew) {
  if (isNew) history.pushState(null, "", href);
  shown = location.href;
  document.querySelectorAll(".nhsuk-main-wrapper > .nhsuk-notification-banner").forEach((told) => told.remove());
  mark();
  if (!WIDE.matches) fold();
  const heading = textNow().querySelector("h1");
  const target = open();
  if (target) target.scrollIntoView();
  else if (isNew && (!WIDE.matches || textNow().getBoundingClientRect().top < 0)) textNow().scrollIntoView();
  if (!WIDE.matches || !document.activeElement?.closest("#outline")) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  say(document.title);
  unfold(event);
}

// Where one is now, in the outline.
function mark() {
  document.querySelectorAll("#outline a").forEach((link) => {
    if (where(link.href) === where(shown)) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
}

// The chapter one is in opens at its place with its states and problems as they are now; another that was open closes.
async function unfold(event) {
  const { chapter, outline } = textNow().dataset;
  const item = document.getElementById(`outline-${chapter}`);
  if (!item) return;
  const select = `#outline-${chapter}`;
  const mine = last;
  try {
    await window.htmx.ajax("GET", outline, { source: "#desk", event, target: select, select, swap: "outerHTML" });
  } catch {
    return; // one has gone on meanwhile, or there is no connection: the outline stays as it was
  }
  if (mine !== last) return;
  const nav = document.getElementById("outline");
  const kept = document.getElementById(`to-${chapter}`);
  const was = kept.getBoundingClientRect().top;
  nav.querySelectorAll("[data-order]").forEach((list) => list.closest(select) || list.remove());
  nav.scrollTop += kept.getBoundingClientRect().top - was;
  mark();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#outline a, #desk a[data-desk]");
  if (!link || !window.htmx || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(event, link.href, true);
});

window.addEventListener("popstate", (event) => {
  if (where(location.href) === where(shown)) shown = location.href;
  else go(event, location.href, false);
});

// An editor that goes lets go of the page; and htmx would copy styles that scripts wrote, which the content security policy forbids.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "desk-text") return;
  document.querySelectorAll("#desk-text .app-editor").forEach((place) => place.made?.editor.destroy());
  document.querySelectorAll("#desk-text [style], #desk-margin [style]").forEach((one) => one.removeAttribute("style"));
});

// ── Moving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
async function move(item, before) {
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  const answer = await fetch(item.dataset.move, { method: "POST", headers, body: new URLSearchParams({ before, by: "desk" }) });
  if (!answer.ok) return say("It was not moved. Open the page again to see the order as it is now.");
  const list = item.parentElement;
  list.insertBefore(item, before ? list.querySelector(`[data-pk="${before}"]`) : null);
  item.querySelector("a").focus();
  const place = [...list.children].indexOf(item) + 1;
  return say(`Moved to place ${place} of ${list.children.length}.`);
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
