// The editor's tables have no caption, so a caption travels as a marked paragraph above its table.
const MARK = "data-caption";

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

export const caption = {
  outOf(html) {
    const body = parsed(html);
    body.querySelectorAll("table > caption").forEach((found) => {
      const paragraph = document.createElement("p");
      paragraph.setAttribute(MARK, "");
      paragraph.append(...found.childNodes);
      found.parentElement.before(paragraph);
      found.remove();
    });
    return body.innerHTML;
  },

  into(html) {
    const body = parsed(html);
    body.querySelectorAll(`p[${MARK}] + table`).forEach((table) => {
      const paragraph = table.previousElementSibling;
      const found = document.createElement("caption");
      found.append(...paragraph.childNodes);
      table.prepend(found);
      paragraph.remove();
    });
    return body.innerHTML;
  },

  paragraph(Paragraph) {
    return Paragraph.extend({
      addAttributes() {
        return {
          caption: {
            default: null,
            keepOnSplit: false,
            parseHTML: (element) => (element.hasAttribute(MARK) ? "" : null),
            renderHTML: ({ caption: marked }) => (marked === null ? {} : { [MARK]: "" }),
          },
        };
      },
    });
  },
};
