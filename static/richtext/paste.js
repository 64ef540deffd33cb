// What Word, Outlook or Google Docs put on the clipboard. Styles and scripts are set aside before anything parses them (the
// content security policy would report each one), and what they said is said in tags; bullets are left for the server, which knows Word's.
const BULLETS = ["·", "o", "§"];
const KEPT = ["href", "colspan", "rowspan"];
const SPACE = "\u00a0";

export function pasted(html) {
  const closed = html.replace(/<style[\s>][\s\S]*?<\/style>/gi, "");
  const unstyled = closed.replace(/<(\/?)(style|base|link|meta)(?=[\s/>])/gi, "<$1x-$2"); // also a style that never ends
  const aside = unstyled.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/([\s/"'])(style|on[a-z]+)\s*=/gi, "$1 data-$2="));
  const body = new DOMParser().parseFromString(aside, "text/html").body;
  headings(body);
  body.querySelectorAll("[data-style]").forEach((element) => say(element, element.dataset.style));
  body.querySelectorAll("*").forEach((element) => {
    [...element.attributes].filter(({ name }) => !KEPT.includes(name)).forEach(({ name }) => element.removeAttribute(name));
  });
  return body.innerHTML;
}

// The editor has a heading and a subheading: the highest level of a text becomes the one, all lower ones the other.
function headings(body) {
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6, p[role=heading], p.MsoTitle")];
  const levels = found.map((element) => Number(/^H(\d)$/.exec(element.tagName)?.[1] ?? element.getAttribute("aria-level") ?? 1));
  found.forEach((element, at) => {
    const made = document.createElement(levels[at] > Math.min(...levels) ? "h4" : "h3");
    made.append(...element.childNodes);
    element.replaceWith(made);
  });
}

function say(element, style) {
  const level = /mso-list:[^;]*level(\d)/i.exec(style);
  if (/(^|[;\s])(display:\s*none|mso-hide:\s*all)|mso-element:\s*comment-list/i.test(style)) {
    element.remove();
  } else if (level && element.tagName === "P") {
    bullet(element, Number(level[1]));
  } else if (/^(B|STRONG)$/.test(element.tagName) && /(^|[;\s])font-weight:\s*(normal|400)/i.test(style)) {
    element.replaceWith(...element.childNodes);
  } else if (element.tagName === "SPAN") {
    if (/(^|[;\s])font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(element, "strong");
    if (/(^|[;\s])font-style:\s*italic/i.test(style)) wrap(element, "em");
  }
}

// A bullet that is no number says its level by its shape.
function bullet(paragraph, level) {
  const mark = [...paragraph.querySelectorAll("[data-style]")].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style));
  if (!mark) return;
  const numbered = /^\s*\w{1,5}[.)]/.test(mark.textContent);
  mark.textContent = (numbered ? mark.textContent.trim() : BULLETS[Math.min(level, BULLETS.length) - 1]) + SPACE;
}

function wrap(element, tag) {
  const made = document.createElement(tag);
  made.append(...element.childNodes);
  element.append(made);
}
