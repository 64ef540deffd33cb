// Things of a list change places by dragging as well as by their buttons. One thing moves at a time: it is sent to before another.
let dragged;

for (const list of document.querySelectorAll("[data-order]")) {
  for (const item of list.querySelectorAll(":scope > [data-move]")) {
    item.draggable = true;
    item.classList.add("app-order__item");
    item.addEventListener("dragstart", (event) => {
      if (event.target !== item) return;
      dragged = item;
      event.dataTransfer.effectAllowed = "move";
      event.stopPropagation();
    });
    item.addEventListener("dragover", (event) => {
      if (dragged?.parentElement === list) event.preventDefault();
    });
    item.addEventListener("drop", (event) => {
      if (dragged?.parentElement !== list || dragged === item) return;
      event.preventDefault();
      event.stopPropagation();
      send(dragged, before(dragged, item));
    });
  }
}

// Dropped on something above, it comes before it; dropped on something below, after it.
function before(moved, target) {
  const isBelow = moved.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_FOLLOWING;
  if (!isBelow) return target.dataset.pk;
  return target.nextElementSibling?.dataset.pk ?? "";
}

function send(moved, pk) {
  const form = document.createElement("form");
  form.method = "post";
  form.action = moved.dataset.move;
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of [["csrfmiddlewaretoken", token], ["before", pk]]) {
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value });
    form.append(input);
  }
  document.body.append(form);
  form.submit();
}
