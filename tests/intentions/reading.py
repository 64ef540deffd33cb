"""Reading a page as its reader does, and sending it back as a browser would."""

import re

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit.models import Event

DRAFT = "/rounds/intentions-2019-20/draft/"
EDIT = f"{DRAFT}UEC-01/"


def events():
    """The names of what was recorded, in its order."""
    return list(Event.objects.order_by("at").values_list("name", flat=True))


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def text(node):
    return re.sub(r"\s+", " ", node.get_text(" ", strip=True))


def typed(response):
    """Everything a browser would send back from the main form of a page."""
    form = soup(response).find("form", id="edit") or soup(response).find("main").find("form", method="post")
    sent = {}
    for box in form.find_all(["input", "textarea", "select"]):
        name, kind = box.get("name"), box.get("type")
        if not name or name == "csrfmiddlewaretoken" or (kind in ("radio", "checkbox") and not box.has_attr("checked")):
            continue
        if box.name == "select":
            chosen = box.find("option", selected=True) or box.find("option")
            value = chosen.get("value", chosen.text) if chosen else ""
        elif box.name == "textarea":
            value = box.text.removeprefix("\n")
        else:
            value = box.get("value", "on" if kind == "checkbox" else "")
        sent.setdefault(name, []).append(value)
    return sent


def problems(response):
    summary = soup(response).find(class_="nhsuk-error-summary")
    return [item.get_text(strip=True) for item in summary.find_all("li")] if summary else []


def banner(response):
    found = soup(response).find(class_="nhsuk-notification-banner__content")
    return text(found) if found else ""


def queries_of(desk, path):
    """How often a page that was opened before asks the database."""
    desk.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(path).status_code == 200
    return len([query for query in seen if "SAVEPOINT" not in query["sql"]])
