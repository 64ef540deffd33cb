"""One paste on its whole way: shown in the editor, stored, shown on the page, on paper and in Word; each read line by line."""

from __future__ import annotations

import re
import subprocess
from io import BytesIO

import pypdfium2
from bs4 import BeautifulSoup, NavigableString
from docx import Document
from docx.oxml.ns import qn

from portal.printing.pdf import render
from portal.richtext.numbers import written
from portal.richtext.word.writing import write_rich

LINES = """root => {
  const letters = { "lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I" };
  const found = [];
  const mark = (item) => {
    const list = item.parentElement;
    const style = getComputedStyle(item).listStyleType;
    if (style === "disc" || style === "circle" || style === "square") return "•";
    return { value: list.start + [...list.children].indexOf(item), letters: letters[style] ?? "" };
  };
  const walk = (element, led) => {
    let said = "";
    const flush = () => {
      const lines = said.split("\\n").map((line) => line.replace(/\\s+/g, " ").trim()).filter(Boolean);
      lines.forEach((line) => { found.push([led, line]); led = null; });
      said = "";
    };
    const take = (node) => {
      if (node.nodeType === Node.TEXT_NODE) said += node.data.replace(/\\n/g, " ");
      else if (node.tagName === "BR") said += node.classList.contains("ProseMirror-trailingBreak") ? "" : "\\n";
      else if (["inline", "none"].includes(getComputedStyle(node).display)) node.childNodes.forEach(take);
      else {
        flush();
        if (node.tagName === "LI") walk(node, mark(node));
        else if (walk(node, led)) led = null;
      }
    };
    const before = found.length;
    element.childNodes.forEach(take);
    flush();
    return found.length > before;
  };
  walk(root, null);
  return found;
}"""
BLOCKS = ("p", "h3", "h4", "ul", "ol", "li", "table", "caption", "thead", "tbody", "tr", "td", "th", "blockquote", "div")
MARKED = re.compile(r"\w{1,4}\. ")
WAYS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


def shown(locator):
    """What a browser shows, each item after its mark."""
    return [_led(led, line) for led, line in locator.evaluate(LINES)]


def _led(led, line):
    mark = f"{written(led['letters'], led['value'])}." if isinstance(led, dict) else led
    return f"{mark} {line}" if mark else line


def stored(html):
    """The same read out of the HTML, without a browser."""
    found = []

    def walk(element, led):
        said = ""
        for node in [*element.children, None]:
            is_block = node is not None and not isinstance(node, NavigableString) and node.name in BLOCKS
            if node is None or is_block:
                for line in filter(None, (" ".join(part.split()) for part in said.split("\n"))):
                    found.append(f"{led} {line}" if led else line)
                    led = ""
                said = ""
            if is_block:
                before = len(found)
                walk(node, _mark(node) if node.name == "li" else led)
                led = "" if len(found) > before else led
            elif node is not None:
                said += _words(node)

    walk(BeautifulSoup(html, "html.parser"), "")
    return found


def _words(node):
    if isinstance(node, NavigableString):
        return str(node).replace("\n", " ")
    return "\n" if node.name == "br" else "".join(map(_words, node.children))


def _mark(item):
    if item.parent.name == "ul":
        return "•"
    at = [child for child in item.parent.children if getattr(child, "name", "") == "li"].index(item)
    return f"{written(item.parent.get('type', ''), int(item.parent.get('start', 1)) + at)}."


def in_word(html):
    """The lines of the Word file, its numbers counted as Word counts."""
    document, file = Document(), BytesIO()
    write_rich(document, html)
    document.save(file)
    document = Document(BytesIO(file.getvalue()))
    numbering, counted, found = document.part.numbering_part.element, {}, []
    for paragraph in document.element.body.iter(qn("w:p")):
        said = "".join("\n" if node.tag == qn("w:br") else node.text or "" for node in paragraph.iter(qn("w:t"), qn("w:br")))
        lines = [" ".join(line.split()) for line in said.split("\n") if line.strip()]
        mark = _mark_in_word(paragraph, numbering, counted)
        found += [f"{mark} {line}" if mark and at == 0 else line for at, line in enumerate(lines)]
    return found


def _mark_in_word(paragraph, numbering, counted):
    style = paragraph.pPr.pStyle.val if paragraph.pPr is not None and paragraph.pPr.pStyle is not None else ""
    if style.startswith("ListBullet"):
        return "•"
    if not style.startswith("ListNumber"):
        return ""
    number = paragraph.pPr.numPr.numId.val
    override = numbering.num_having_numId(number).find(qn("w:lvlOverride"))
    counted[number] = counted.get(number, int(override.find(qn("w:startOverride")).get(qn("w:val"))) - 1) + 1
    way = override.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")
    return f"{written(WAYS[way.get(qn('w:val'))] if way is not None else '', counted[number])}."


def missing_on_paper(lines, html):
    """The lines that the PDF does not say. A mark is drawn after all words and stands beside its item: it is looked for there."""
    page = f'<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{html}</body></html>'
    pdf = render(page).pdf
    said = _run_together("".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf)))
    laid = _run_together(subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode())
    return [line for line in lines if _run_together(line.removeprefix("• ")) not in (laid if MARKED.match(line) else said)]


def _run_together(text):
    return "".join(character for character in text if not character.isspace() and character not in "\ufffe\u00ad\x02")
