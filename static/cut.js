// A table that its box cuts says so, on the side where it goes on. Without this file the words stand above every such table.
const SLACK = 8; // less than a letter: the edges of cells, nothing to scroll to

const look = (box) => {
  const around = box.closest(".app-cut");
  const right = box.scrollLeft + box.clientWidth < box.scrollWidth - SLACK;
  const below = box.scrollTop + box.clientHeight < box.scrollHeight - SLACK;
  const fits = box.scrollWidth <= box.clientWidth + SLACK && box.scrollHeight <= box.clientHeight + SLACK;
  around.classList.toggle("app-cut--right", right);
  around.classList.toggle("app-cut--below", below);
  around.querySelector(".app-cut__cue").hidden = fits;
};

const sizes = new ResizeObserver((seen) => seen.forEach(({ target }) => look(target)));

const watch = () => {
  for (const box of document.querySelectorAll(".app-cut .app-grid")) {
    sizes.observe(box);
    box.onscroll = () => look(box);
  }
};

watch();
document.addEventListener("htmx:afterSettle", watch);
