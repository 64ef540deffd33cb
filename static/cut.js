// A table that its box cuts says so, on the side where it goes on. Without this file the words stand above every such table.
const look = (box) => {
  const around = box.closest(".app-cut");
  const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
  const below = box.scrollTop + box.clientHeight < box.scrollHeight - 1;
  const fits = box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 1;
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
