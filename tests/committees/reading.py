"""A page as its reader sees it, and sent back as a browser would."""

import re

from bs4 import BeautifulSoup

from committees import documents
from committees.models import WordFile


def soup(answer, status=200):
    assert answer.status_code == status, (answer.status_code, answer.headers.get("Location"), answer.content.decode()[:3000])
    return BeautifulSoup(answer.content, "html.parser")


def words(node):
    return re.sub(r"\s+", " ", node.get_text(" ", strip=True)) if node else ""


def main(answer, status=200):
    """Everything in the page's main part, in words."""
    return words(soup(answer, status).find("main"))


def problems(page):
    summary = page.find(class_="nhsuk-error-summary")
    return [words(item) for item in summary.find_all("li")] if summary else []


def lines(page, caption=""):
    """The rows of a table, without the heads that a phone repeats."""
    for heading in page.select("td [aria-hidden=true]"):
        heading.decompose()
    return [words(row) for row in page.select("tbody tr")]


def typed(page, **changes):
    """Everything a browser would send from the page's own form, with these answers in it."""
    form = page.find("form", id="edit") or page.find("main").find("form", method="post", novalidate=True)
    sent = {}
    for box in form.find_all(["input", "textarea", "select"]):
        name, kind = box.get("name"), box.get("type")
        if not name or kind == "file" or (kind in ("radio", "checkbox") and not box.has_attr("checked")):
            continue
        if box.name == "select":
            chosen = box.find("option", selected=True) or box.find("option")
            value = chosen.get("value", "") if chosen else ""
        elif box.name == "textarea":
            value = box.get_text().removeprefix("\n")
        else:
            value = box.get("value", "on" if kind == "checkbox" else "")
        sent.setdefault(name, []).append(value)
    return {**sent, **changes}


def entering(client, user):
    client.force_login(user)
    return client


def in_word(paper):
    """The Word file of a paper as it would be written now."""
    return documents.word(WordFile(paper=paper, **documents.word_order(paper)))
