// The clock of a page with a deadline. It counts from the server's time by performance.now(), which no change of the computer's clock moves,
// and asks the server again each minute and whenever the computer may have slept. Without this file the page says when it was made.

const WARNINGS = [
  [3600, "1 hour left to submit."],
  [600, "10 minutes left to submit."],
  [60, "1 minute left to submit."],
];
const ASK_AGAIN = 60_000;
const SLEPT = 5_000;

const announce = (words) => document.dispatchEvent(new CustomEvent("announce", { detail: words }));
const line = () => document.querySelector("#due [data-now]");
let server; // milliseconds of the server's clock ...
let read; // ... when performance.now() said this
let asking = false;
let last = performance.now();
let before = Infinity;

const start = (element, delay) => {
  server = Number(element.dataset.now) + delay;
  read = performance.now();
};

const now = () => server + performance.now() - read;
const some = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const lasting = (seconds) => {
  const parts = [
    [Math.floor(seconds / 86400), "day"],
    [Math.floor(seconds / 3600) % 24, "hour"],
    [Math.floor(seconds / 60) % 60, "minute"],
    [seconds % 60, "second"],
  ];
  return parts
    .filter(([count], at) => count || at === 3)
    .map(([count, noun]) => some(count, noun))
    .join(" ");
};

const clock = (moment) =>
  new Date(moment)
    .toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour12: true, hour: "numeric", minute: "2-digit", second: "2-digit" })
    .replace(" ", "");

// The server's answer is the whole part, so that more time, or the end, stands on the page without a new one.
const ask = async () => {
  const element = line();
  if (asking || !element) return;
  asking = true;
  const begun = performance.now();
  try {
    const answer = await fetch(element.dataset.ask, { headers: { "By-Itself": "1" }, cache: "no-store" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = document.getElementById("due");
    const fresh = page.getElementById("due");
    const ended = part.querySelector("[data-deadline]") && !fresh.querySelector("[data-deadline]");
    if (!part.contains(document.activeElement) || ended) part.replaceWith(document.adoptNode(fresh));
    if (ended) announce(document.getElementById("due").innerText);
    if (line()) start(line(), performance.now() - begun); // it may have been read when it was asked: never promise time that is gone
  } finally {
    asking = false;
  }
};

const warn = (left) => {
  const said = WARNINGS.filter(([seconds]) => left <= seconds && before > seconds).pop();
  if (said && before !== Infinity) announce(said[1]);
  before = left;
};

const tick = () => {
  const element = line();
  const woke = performance.now() - last > SLEPT;
  last = performance.now();
  if (!element) return;
  if (woke || performance.now() - read > ASK_AGAIN) ask();
  if (!element.dataset.deadline) return;
  const left = Math.floor((Number(element.dataset.deadline) - now()) / 1000);
  if (left < 0) {
    element.textContent = "The deadline has passed.";
    if (performance.now() - read > 1_000) ask();
    return;
  }
  element.textContent = `${lasting(left)} left. Our clock says ${clock(now())}. Only our clock counts.`;
  element.classList.toggle("app-clock--near", left <= 600);
  warn(left);
};

const element = line();
if (element) {
  start(element, 0);
  ask();
  tick();
  window.setInterval(tick, 1_000);
  for (const woke of ["pageshow", "focus", "online"]) window.addEventListener(woke, ask);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ask();
  });
}
