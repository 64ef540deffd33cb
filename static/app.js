// What the pages do beyond links and forms. Everything works without this file.
const { initAll } = await import(document.getElementById("nhsuk-frontend").href);

initAll();

// One voice for what changed without a new page.
const announcer = document.getElementById("announcer");

function announce(words) {
  announcer.textContent = "";
  window.setTimeout(() => {
    announcer.textContent = words;
  }, 100);
}

// Other scripts ask for it by an event, so that none of them needs to know where this file is served.
document.addEventListener("announce", ({ detail }) => announce(detail));

// A part that was swapped in has components of its own; a part may say what is to be announced.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  initAll({ scope: detail.elt });
  const said = detail.elt.querySelector?.("[data-announce]") ?? detail.elt.closest?.("[data-announce]");
  if (said) announce(said.dataset.announce);
});

// Never swap what has focus: the answer waits until the person has left the part.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  const polled = requestConfig.triggeringEvent === undefined || requestConfig.triggeringEvent === null;
  if (polled && target.contains(document.activeElement)) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  announce(
    detail.xhr.status === 401
      ? "You are logged out. Keep this page open and log in again in a new window: nothing typed is lost."
      : "Sorry, there is a problem with the service. Anything you saved is safe.",
  );
});

// Where a text is written, Enter in a field of one line is no order to send the page.
const ONE_LINE = "input:not([type=submit], [type=button], [type=checkbox], [type=radio], [type=file])";

document.addEventListener("keydown", (event) => {
  const isSent = event.key === "Enter" && !event.defaultPrevented && event.target.matches?.(ONE_LINE);
  if (isSent && event.target.form?.matches("#edit, :has([data-editor])")) event.preventDefault();
});

// What stays in sight says how high it is, so that what gets the focus is scrolled clear of it.
const root = document.documentElement;
const measure = () => {
  const high = (element) => (element && getComputedStyle(element).position === "sticky" ? element.offsetHeight : 0);
  root.style.setProperty("--app-over", `${high(document.querySelector(".app-bar"))}px`);
  root.style.setProperty("--app-under", `${high(document.getElementById("time-limit"))}px`);
  keepInSight(document.activeElement);
};
// A bar that grows while somebody is on a thing does not cover it.
const keepInSight = (one) => {
  if (one?.matches(":focus-visible") && one.offsetHeight < innerHeight / 3) one.scrollIntoView({ block: "nearest" });
};
const sizes = new ResizeObserver(measure);
const watch = () => document.querySelectorAll(".app-bar, #time-limit").forEach((one) => sizes.observe(one));

watch();
document.addEventListener("htmx:afterSettle", watch);

// The time limit (W13). Typing counts: it is told to the server, at most each two minutes.
const limit = document.getElementById("time-limit");

if (limit) {
  const minute = 60_000;
  const warning = (Number(limit.dataset.minutes) - 5) * minute;
  let heard = Date.now();
  let shown;

  const wait = () => {
    window.clearTimeout(shown);
    limit.hidden = true;
    shown = window.setTimeout(() => {
      limit.hidden = false;
    }, warning);
  };

  const stay = async () => {
    heard = Date.now();
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    const answer = await fetch(limit.dataset.stay, { method: "POST", headers, redirect: "manual" });
    if (answer.status === 204) wait();
  };

  document.addEventListener("input", () => {
    if (Date.now() - heard > 2 * minute) stay();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.successful) wait();
  });
  limit.querySelector("button").addEventListener("click", stay);
  wait();
}
