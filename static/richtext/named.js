// After an @ in a comment: the names of those who may be called, to choose by arrow keys and Enter. Typed out they count as well.
const FROM = /(?:^|[^\w.+@-])@([\w'’ -]{0,40})$/;
let list = null;
let asked = 0;

function close() {
  list?.remove();
  list = null;
}

function typed(box) {
  return FROM.exec(box.value.slice(0, box.selectionStart))?.[1];
}

async function offer(box) {
  const begun = typed(box);
  const form = box.closest("form[data-readers]");
  if (begun === undefined || !form) return close();
  const turn = (asked += 1);
  const answer = await fetch(`${form.dataset.readers}?q=${encodeURIComponent(begun.trim())}`, { headers: { "By-Itself": "1" } });
  if (turn !== asked || !answer.ok) return undefined;
  const { names } = await answer.json();
  if (!names.length || names.some((name) => begun.startsWith(`${name} `))) return close();
  return show(box, names);
}

function show(box, names) {
  close();
  list = document.createElement("ul");
  list.className = "app-names";
  list.id = "names-offered";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  names.forEach((name, number) => {
    const option = Object.assign(document.createElement("li"), { textContent: name, id: `name-${number}` });
    option.setAttribute("role", "option");
    option.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(box, name);
    });
    list.append(option);
  });
  box.after(list);
  box.setAttribute("aria-controls", list.id);
  point(box, 0);
  document.dispatchEvent(new CustomEvent("announce", { detail: `${names.length} to choose from: ${names.join(", ")}` }));
}

function point(box, number) {
  const options = [...list.children];
  const at = (number + options.length) % options.length;
  options.forEach((option, each) => option.setAttribute("aria-selected", String(each === at)));
  box.setAttribute("aria-activedescendant", options[at].id);
}

function choose(box, name) {
  const at = box.selectionStart;
  const begun = typed(box) ?? "";
  box.setRangeText(`${name} `, at - begun.length, at, "end");
  close();
  box.removeAttribute("aria-activedescendant");
}

document.addEventListener("input", ({ target }) => target.matches("form[data-readers] textarea") && offer(target));
document.addEventListener("focusout", ({ target }) => target.matches("form[data-readers] textarea") && close());
document.addEventListener("keydown", (event) => {
  if (!list || !event.target.matches("form[data-readers] textarea")) return;
  const options = [...list.children];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") point(event.target, at + 1);
  else if (event.key === "ArrowUp") point(event.target, at - 1);
  else if (event.key === "Enter" || event.key === "Tab") choose(event.target, options[at].textContent);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
