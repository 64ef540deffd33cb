// W6: whether what was typed is safe. The page saves itself (htmx, #autosave); this file says so and tries again.
const source = document.getElementById("autosave");
const AGAIN = 10_000;
let waiting;

function say(words, failed) {
  const state = document.getElementById("save-state");
  state.textContent = words;
  state.classList.toggle("app-save-state--failed", failed);
}

function notSaved() {
  say("Not saved. Keep this page open: we try again every 10 seconds and nothing typed is lost.", true);
  window.clearTimeout(waiting);
  waiting = window.setTimeout(() => window.htmx.trigger(source, "again"), AGAIN);
}

if (source) {
  source.addEventListener("htmx:beforeRequest", () => {
    window.clearTimeout(waiting);
    say("Saving", false);
  });
  source.addEventListener("htmx:sendError", notSaved);
  source.addEventListener("htmx:timeout", notSaved);
  source.addEventListener("htmx:responseError", notSaved);
}
