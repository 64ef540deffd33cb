// Quick answers: a row saves itself when its position changes, a second after typing stops, and when it is left. The keys are told
// on the page. Without this file one Save is for the page.
const form = document.getElementById("quick");
const PAUSE = 1_000;
const AGAIN = 10_000;
const waiting = new Map();
const unsaved = new Set();

const rowOf = (element) => element.closest?.("[data-row]");
const positionOf = (row) => row.querySelector("select");

function say(row, words, failed) {
  const state = document.getElementById(`state-${row.dataset.row}`);
  state.textContent = words;
  state.classList.toggle("app-save-state--failed", failed);
}

function save(row) {
  window.clearTimeout(waiting.get(row));
  waiting.delete(row);
  window.htmx.trigger(document.getElementById(`save-${row.dataset.row}`), "save");
}

function later(row, pause) {
  window.clearTimeout(waiting.get(row));
  waiting.set(
    row,
    window.setTimeout(() => save(row), pause),
  );
}

function typed({ target, type }) {
  const row = rowOf(target);
  if (!row || target.name === "tick") return;
  unsaved.add(row);
  later(row, type === "change" ? 0 : PAUSE);
}

function notSaved({ target }) {
  const row = rowOf(target);
  if (!row) return;
  unsaved.add(row);
  say(row, "Not saved. Keep this page open: we try again every 10 seconds and nothing typed is lost.", true);
  later(row, AGAIN);
}

function goTo(row, step) {
  const rows = [...form.querySelectorAll("[data-row]")];
  const next = rows[rows.indexOf(row) + step];
  if (next) positionOf(next).focus();
  return Boolean(next);
}

function pressed(event) {
  const row = rowOf(event.target);
  if (!row) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.ctrlKey && event.altKey && step) {
    event.preventDefault();
    goTo(row, step);
  } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("select, textarea")) {
    event.preventDefault();
    if (unsaved.has(row)) save(row);
    if (!goTo(row, 1)) document.querySelector("#quick [name=save]").focus();
  }
}

if (form) {
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("keydown", pressed);
  form.addEventListener("focusout", ({ target, relatedTarget }) => {
    const row = rowOf(target);
    if (row && waiting.has(row) && rowOf(relatedTarget ?? document.body) !== row) save(row);
  });
  form.addEventListener("submit", () => unsaved.clear());
  form.addEventListener("htmx:beforeRequest", ({ target }) => {
    const row = rowOf(target);
    unsaved.delete(row);
    say(row, "Saving", false);
  });
  form.addEventListener("htmx:sendError", notSaved);
  form.addEventListener("htmx:timeout", notSaved);
  form.addEventListener("htmx:responseError", ({ target, detail }) => {
    if (detail.xhr.status === 409 || detail.xhr.status === 422) unsaved.add(rowOf(target)); // said in place, and still to be settled
    else notSaved({ target });
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size) event.preventDefault();
  });
}
