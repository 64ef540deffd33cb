"""What a person at the editor does, and what a colleague does meanwhile."""

from intentions import actions
from intentions.models import Version

from .reading import EDIT, soup, typed


def now():
    return Version.objects.get()


def save(desk, **changes):
    return desk.post(EDIT, {**typed(desk.get(EDIT)), **changes})


def theirs(colleague, **content):
    return actions.save_version(version=now(), by=colleague, content=content, revision=now().revision)


def autosave(desk, sent, **changes):
    return desk.post(EDIT, {**sent, "autosave": "1", **changes}, headers={"HX-Request": "true"})


def carry(sent, answer):
    """The page after the parts of an autosave were swapped in."""
    opened = soup(answer).find("input", attrs={"name": "opened"})
    return {**sent, "opened": [opened["value"]]} if opened else sent
