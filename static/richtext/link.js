// The address of a link is asked in place, under the toolbar: no dialog, and Enter does not send the page.
const WHOLE = /^(https?:\/\/[^\s/]+\S*|mailto:\S+@\S+)$/i;

export function linkForm(editor, id) {
  const form = document.createElement("div");
  form.className = "app-editor__link nhsuk-form-group";
  form.hidden = true;
  form.innerHTML = `
    <label class="nhsuk-label nhsuk-label--s" for="${id}-link">Address of the link</label>
    <div class="nhsuk-hint" id="${id}-link-hint">Begins with https://, http:// or mailto:. Leave empty to remove the link.</div>
    <p class="nhsuk-error-message" id="${id}-link-error" role="alert" hidden></p>
    <input class="nhsuk-input" id="${id}-link" type="text" inputmode="url" autocomplete="off" spellcheck="false"
      aria-describedby="${id}-link-hint ${id}-link-error">
    <button type="button" class="app-editor__button">Set link</button>
    <button type="button" class="app-editor__button">Cancel</button>`;
  const input = form.querySelector("input");
  const error = form.querySelector("[role=alert]");
  const [set, cancel] = form.querySelectorAll("button");

  const close = () => {
    form.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    editor.commands.focus();
  };
  const apply = () => {
    const href = input.value.trim();
    if (href && !WHOLE.test(href)) {
      error.textContent = "Enter an address that begins with https://, http:// or mailto:";
      error.hidden = false;
      input.focus();
      return;
    }
    link(editor, href);
    close();
  };

  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = "app-editor__button";
  opener.textContent = "Link";
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", `${id}-link-form`);
  form.id = `${id}-link-form`;
  const open = () => {
    error.hidden = true;
    input.value = editor.getAttributes("link").href ?? "";
    form.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    input.focus();
  };
  opener.addEventListener("click", open);
  editor.on("link", open); // Ctrl+K
  opener.refresh = () => opener.setAttribute("aria-pressed", String(editor.isActive("link")));

  set.addEventListener("click", apply);
  cancel.addEventListener("click", close);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      apply();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  return { button: opener, form };
}

// The words chosen become the link; with none chosen the whole link under the cursor, or the address itself.
function link(editor, href) {
  const chain = editor.chain().focus().extendMarkRange("link");
  if (!href) {
    chain.unsetMark("link").run();
  } else if (editor.state.selection.empty && !editor.isActive("link")) {
    chain.insertContent({ type: "text", text: href.replace(/^mailto:/i, ""), marks: [{ type: "link", attrs: { href } }] }).run();
  } else {
    chain.setMark("link", { href }).run();
  }
}
