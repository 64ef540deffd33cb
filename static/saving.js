// W6: whether what was typed is safe. The page saves itself 3 seconds after typing stops, at most 10 seconds after it began, and
// on leaving; this file says so and tries again. Each save carries the next turn, so that one that arrives late undoes nothing.
// After a save the page shows what was stored, but for what has been typed on meanwhile.
const PAUSE = 3_000;
const LONGEST = 8_000; // with the time a save takes, ten
const AGAIN = 10_000;
const MOST_ON_LEAVING = 60_000; // bytes: browsers let no more out of a page that is gone

function say(words, failed) {
  const state = document.getElementById("save-state");
  state.textContent = words;
  state.classList.toggle("app-save-state--failed", failed);
}

function keepSaving(source) {
  const form = source.closest("form");
  let pausing;
  let ending;
  let waiting;
  let sent;
  let unsaved = false;
  let leaving = false;
  let running = false;

  const forget = () => {
    window.clearTimeout(pausing);
    window.clearTimeout(ending);
    pausing = ending = undefined;
  };
  const save = () => {
    forget();
    if (form.isConnected) window.htmx.trigger(source, "save");
  };
  const nextTurn = () => {
    const turn = form.elements.turn;
    if (turn) turn.value = Number(turn.value) + 1;
  };
  const typed = ({ target }) => {
    if (!target.name && !target.closest("[contenteditable]")) return; // a tool of the editor is not part of the text
    unsaved = true;
    window.clearTimeout(pausing);
    pausing = window.setTimeout(save, PAUSE);
    ending ??= window.setTimeout(save, LONGEST);
  };
  const notSaved = () => {
    if (!form.isConnected) return; // it was left, and asked about
    unsaved = true;
    say("Not saved. Keep this page open: we try again every 10 seconds and nothing typed is lost.", true);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(save, AGAIN);
  };
  const leave = () => {
    if (!unsaved || leaving || !form.isConnected) return;
    nextTurn();
    const whole = new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));
    whole.set("autosave", "1");
    if (whole.toString().length > MOST_ON_LEAVING) return;
    unsaved = false;
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    fetch(source.getAttribute("hx-post"), { method: "POST", body: whole, headers, keepalive: true }).catch(notSaved);
  };

  const ended = () => {
    const isSaved = ({ detail }) => detail.successful && detail.xhr.status < 400; // a refusal is an answer too
    return new Promise((tell) => source.addEventListener("htmx:afterRequest", (answer) => tell(isSaved(answer)), { once: true }));
  };
  const safe = async () => {
    while (unsaved || running) {
      const answer = ended();
      if (!running) save();
      if (!running || !(await answer)) return false;
    }
    return true;
  };

  form.addEventListener("leaving", ({ detail }) => {
    detail.saved = safe(); // another text is asked for in this page
  });
  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  form.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    save();
  });
  form.addEventListener("submit", () => {
    leaving = true;
    forget();
    nextTurn();
  });
  form.addEventListener("htmx:responseError", () => {
    leaving = false; // a form that was sent in place is still here
  });
  source.addEventListener("htmx:configRequest", ({ detail }) => {
    nextTurn();
    if (form.elements.turn) detail.parameters.set("turn", form.elements.turn.value);
    sent = new FormData(form);
  });
  source.addEventListener("htmx:beforeRequest", () => {
    window.clearTimeout(waiting);
    unsaved = false;
    running = true;
    say("Saving", false);
  });
  source.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail;
    if (target.id.startsWith("part-") && isWrittenIn(target, sent)) event.detail.shouldSwap = false;
  });
  source.addEventListener("htmx:afterRequest", ({ detail }) => {
    running = false;
    if (detail.xhr.status === 409 || detail.xhr.status === 422) unsaved = true; // said in place, and still to be settled
    show(form, sent);
  });
  source.addEventListener("htmx:sendError", notSaved);
  source.addEventListener("htmx:timeout", notSaved);
  source.addEventListener("htmx:responseError", notSaved);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
  window.addEventListener("beforeunload", (event) => {
    const isRefused = form.isConnected && document.querySelector(".app-save-state--failed");
    if (unsaved && !leaving && isRefused) event.preventDefault(); // the server has said no
  });

  // Where the person writes, for those who have the same page open.
  const writing = document.getElementById("writing");
  form.addEventListener("focusin", ({ target }) => {
    if (writing) writing.value = target.name ?? target.closest(".app-editor")?.nextElementSibling?.name ?? "";
  });
}

// Somebody is in it, or has typed in it since the save was sent.
function isWrittenIn(part, sent) {
  if (part.contains(document.activeElement)) return true;
  const fields = [...part.querySelectorAll("input[name], select[name], textarea[name]")];
  return fields.some((field) => {
    const given = sent.getAll(field.name);
    return ["checkbox", "radio"].includes(field.type) ? field.checked !== given.includes(field.value) : !given.includes(field.value);
  });
}

// The page now says this of a part: the next save is judged from there.
function know(form, part, said) {
  const { opened } = form.elements;
  opened.value = JSON.stringify({ ...JSON.parse(opened.value), [part]: said });
}

function show(form, sent) {
  form.querySelectorAll("[data-fresh]").forEach((part) => {
    know(form, part.id.slice("part-".length), JSON.parse(part.dataset.fresh));
    part.removeAttribute("data-fresh");
  });
  const stored = document.getElementById("stored");
  if (!stored?.value) return;
  for (const [part, { html, opened }] of Object.entries(JSON.parse(stored.value))) {
    const box = form.elements[part];
    if (!box?.dispatchEvent || box.value !== sent.get(part)) continue;
    if (!box.dispatchEvent(new CustomEvent("stored", { detail: html, cancelable: true }))) know(form, part, opened);
  }
  stored.value = "";
}

function begin() {
  const source = document.getElementById("autosave");
  if (!source || "watched" in source.dataset) return;
  source.dataset.watched = "";
  keepSaving(source);
}

begin();
document.addEventListener("htmx:afterSettle", begin);
