// W6: whether what was typed is safe. The page saves itself 3 seconds after typing stops, at most 10 seconds after it began, and
// on leaving; this file says so and tries again. Each save carries the next turn, so that one that arrives late undoes nothing.
const source = document.getElementById("autosave");
const form = source?.closest("form");
const PAUSE = 3_000;
const LONGEST = 8_000; // with the time a save takes, ten
const AGAIN = 10_000;
const MOST_ON_LEAVING = 60_000; // bytes: browsers let no more out of a page that is gone
let pausing;
let ending;
let waiting;
let unsaved = false;
let leaving = false;

function say(words, failed) {
  const state = document.getElementById("save-state");
  state.textContent = words;
  state.classList.toggle("app-save-state--failed", failed);
}

function forget() {
  window.clearTimeout(pausing);
  window.clearTimeout(ending);
  pausing = ending = undefined;
}

function save() {
  forget();
  window.htmx.trigger(source, "save");
}

function typed({ target }) {
  if (!target.name && !target.closest("[contenteditable]")) return; // a tool of the editor is not part of the text
  unsaved = true;
  window.clearTimeout(pausing);
  pausing = window.setTimeout(save, PAUSE);
  ending ??= window.setTimeout(save, LONGEST);
}

function nextTurn() {
  const turn = form.elements.turn;
  if (turn) turn.value = Number(turn.value) + 1;
}

function notSaved() {
  unsaved = true;
  say("Not saved. Keep this page open: we try again every 10 seconds and nothing typed is lost.", true);
  window.clearTimeout(waiting);
  waiting = window.setTimeout(save, AGAIN);
}

function leave() {
  if (!unsaved || leaving) return;
  nextTurn();
  const sent = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
  sent.set("autosave", "1");
  if (sent.toString().length > MOST_ON_LEAVING) return;
  unsaved = false;
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
  fetch(source.getAttribute("hx-post"), { method: "POST", body: sent, headers, keepalive: true }).catch(notSaved);
}

if (source) {
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("submit", () => {
    leaving = true;
    forget();
    nextTurn();
  });
  source.addEventListener("htmx:configRequest", ({ detail }) => {
    nextTurn();
    if (form.elements.turn) detail.parameters.set("turn", form.elements.turn.value);
  });
  source.addEventListener("htmx:beforeRequest", () => {
    window.clearTimeout(waiting);
    unsaved = false;
    say("Saving", false);
  });
  source.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.xhr.status === 409 || detail.xhr.status === 422) unsaved = true; // said in place, and still to be settled
  });
  source.addEventListener("htmx:sendError", notSaved);
  source.addEventListener("htmx:timeout", notSaved);
  source.addEventListener("htmx:responseError", notSaved);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("beforeunload", (event) => {
    if (unsaved && !leaving && document.querySelector(".app-save-state--failed")) event.preventDefault(); // the server has said no
  });
}

// Where the person writes, for those who have the same page open.
const writing = document.getElementById("writing");

if (writing) {
  form.addEventListener("focusin", ({ target }) => {
    writing.value = target.name ?? target.closest(".app-editor")?.nextElementSibling?.name ?? "";
  });
}
