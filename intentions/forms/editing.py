"""One thing that several people may have open at once: saved part by part, and where two changed the same part it asks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.accounts.models import User
from portal.moves.stale import Page, Stale
from portal.nhsuk import fields, words
from portal.nhsuk.problems import problems_of
from portal.richtext.merging import differing

from .opened import Opened, mark
from .parted import PartedForm

MINE, THEIRS, BOTH, NEW = "mine", "theirs", "both", "new"
IS_PAGE = re.compile("[0-9a-f]{32}")
AGAIN = "new"  # the prefix of the inputs in which a new text is typed


class Keep(fields.Radios):
    """Which text to keep. "New text" holds the part's questions once more; what is typed there stays, whatever is chosen."""

    def __init__(self, *, label: str, name: str, inputs: SafeString, can_be_both: bool):
        self.inputs = inputs
        both = [(BOTH, "Both, mine first")] if can_be_both else []
        choices = [(MINE, "Mine"), (THEIRS, f"The text of {name}"), *both, (NEW, "New text")]
        super().__init__(label=f"{label}: text to keep", choices=choices, missing=f"Select the text to keep in “{label}”")

    def items(self, asked: fields.Asked) -> Any:
        for item in super().items(asked):
            yield {**item, "conditional": {"html": self.inputs}} if item["value"] == NEW else item


MADE_UP = "This page says that it was opened at a later save than there is. Open it again in another window; what you typed is still here"


class Editing:
    """What was typed (`form`), what the page said when it was opened (`opened`), and the parts to choose in (`keep`)."""

    def __init__(self, form_class: Callable[..., PartedForm], *, thing: Any, data: QueryDict | None = None, **about: Any):
        self.thing = thing
        self._form_class, self._about = form_class, about
        self.form = self.make(None if data is None else self._settled(data))
        self.opened = self.opened_now() if data is None else Opened.read(data.get("opened", ""))
        self.page_id, self.turn = _page_of(data)
        self.began = data.get("began", "") if data else thing.revision  # that of the thing when the page was first opened
        self.asking: list[str] = []
        self.keep = fields.NHSForm(data)
        if data is not None:
            self._ask([part for part in data.getlist("conflict") if part in self.form.parts])

    def make(self, data: QueryDict | None, prefix: str | None = None) -> PartedForm:
        return self._form_class(data, thing=self.thing, prefix=prefix, **self._about)

    @property
    def is_made_up(self) -> bool:
        """Whether what came back names a save that has not been yet: no page of ours ever said so."""
        return any(self.opened.since(part) > self.thing.revision for part in self.form.parts)

    def is_valid(self) -> bool:
        if not (self.form.is_valid() and self.keep.is_valid()) or self.is_made_up:
            return False
        for part in self.asking:
            if self.keep.cleaned_data[f"keep-{part}"] == BOTH:
                self.form.keep_both(part, self.make(None))
        return True

    def problems(self) -> list[dict[str, str]]:
        """What is wrong with what was typed, and what is still to choose."""
        to_choose = [] if self.keep.is_bound else [self._to_choose(part) for part in self.asking]
        made_up = [{"text": MADE_UP}] if self.form.is_bound and self.is_made_up else []
        return made_up + to_choose + problems_of(self.keep, *self.form.everything())

    def _to_choose(self, part: str) -> dict[str, str]:
        name, _ = who_changed(self.thing, part)
        return {"text": f"{self.form.labels[part]}: {name} changed this too. Choose the text to keep", "href": f"#conflict-{part}"}

    def changed(self) -> list[str]:
        """The parts this person changed, without those in which the other text was chosen."""
        given_up = [part for part in self.asking if self.keep.cleaned_data[f"keep-{part}"] == THEIRS]
        return [part for part in self.opened.changed(self.form.answers()) if part not in given_up]

    def content(self) -> dict[str, Any]:
        return self.form.content(self.changed())

    def revisions(self) -> dict[str, int]:
        return self.opened.revisions(self.form.parts)

    @property
    def page(self) -> Page:
        """This page, as a save tells of it: a text that two settled by hand is not put together once more."""
        return Page(self.page_id, self.turn, self.opened.said(part for part in self.form.rich if part not in self.asking))

    def opened_now(self) -> Opened:
        asked = self.form if not self.form.is_bound and self.form.thing is self.thing else self.make(None)
        return Opened.at(self.thing.revision, asked.answers_now())

    def saved(self, thing: Any, without: Iterable[str] = ()) -> None:
        """The page stays open: what was saved is what it now says; the rest (`without` too) is as it was when it was opened."""
        self.written, self.thing = [part for part in self.changed() if part not in without], thing
        self.standing = self.make(None)
        self.now, typed = Opened.at(thing.revision, self.standing.answers_now()), self.form.answers()
        for part in self.written:
            was_merged = part in getattr(thing, "merged", ())
            self.opened[part] = (self.opened.since(part), mark(typed[part])) if was_merged else self.now[part]

    def ask_about(self, stale: Stale) -> None:
        """Both texts of each part that two changed. The next save is judged from having seen them."""
        self.thing = stale.thing
        now = self.opened_now()
        self.opened.update((part, now[part]) for part in stale.conflicts)
        self.keep = fields.NHSForm()
        self._ask([part for part in self.form.parts if part in stale.conflicts or part in self.asking])

    def draw(self, part: str) -> SafeString:
        """The questions of a part, or, where two changed it, both texts and the choice."""
        if part not in self.asking:
            return self.form.inputs(part)
        name, at = who_changed(self.thing, part)
        mine = self.form.typed
        texts = SafeString(self.form.shown(part, self.form.content([part]))), SafeString(self.make(None).shown(part, {}))
        shown = tuple(map(SafeString, differing(*texts))) if part in self.form.rich else texts
        context = {
            "part": part,
            "label": self.form.labels[part],
            "name": name,
            "at": at,
            "mine": shown[0],
            "theirs": shown[1],
            "whole": texts if shown != texts else None,
            "carried": [(key, value) for key in self.form.keys(part, mine) for value in mine.getlist(key)],
            "is_rich": part in self.form.rich,
            "keep": self.keep[f"keep-{part}"],
        }
        return SafeString(render_to_string("intentions/conflict.html", context))

    def drawn(self, *, only: Iterable[str] | None = None, without: Iterable[str] = ()) -> list[tuple[str, SafeString]]:
        """[(heading, questions)] of every part, or of those asked for, in the order of the page."""
        wanted = [part for part in self.form.parts if part not in without and (only is None or part in only)]
        return [(self.form.heading_of(part), format_html('<div id="part-{}">{}</div>', part, self.draw(part))) for part in wanted]

    def kept_of_others(self, by: User) -> str:
        """“Title, changed by Priya Shah at 2:41pm”: what others wrote meanwhile and this save left alone."""
        told = []
        for part, change in self.thing.changes.items():
            if part in self.form.parts and change["revision"] > self.opened.since(part) and change["by"] != str(by.pk):
                told.append(changed_in_words(self.thing, part, self.form.labels[part]))
        for part, conflict in getattr(self.thing, "merged", {}).items():
            told.append(f"other paragraphs of {self.form.labels[part]}, changed by {conflict.by} at {words.clock(conflict.at)}")
        return "; ".join(told)

    def _ask(self, parts: Iterable[str]) -> None:
        self.asking = list(parts)
        for part in self.asking:
            name, _ = who_changed(self.thing, part)
            inputs = self._again(part).inputs(part)
            can_be_both = self.form.can_keep_both(part)
            self.keep.fields[f"keep-{part}"] = Keep(label=self.form.labels[part], name=name, inputs=inputs, can_be_both=can_be_both)

    def _again(self, part: str) -> PartedForm:
        """The questions of the part once more, beginning with my text."""
        typed, again = QueryDict(mutable=True), self.make(None, AGAIN)
        mine = self.form.typed
        for key in again.keys(part, mine) or self.form.keys(part, mine):
            typed.setlist(key if key.startswith(f"{AGAIN}-") else f"{AGAIN}-{key}", mine.getlist(key))
        return self.make(typed, AGAIN)

    def _settled(self, data: QueryDict) -> QueryDict:
        """What was posted, with a new text in the place of mine where that was chosen."""
        plain, again, settled = self.make(None), self.make(None, AGAIN), data.copy()
        for part in data.getlist("conflict"):
            if part in plain.parts and data.get(f"keep-{part}") == NEW:
                for key in plain.keys(part, data):
                    del settled[key]
                for key in again.keys(part, data):
                    settled.setlist(key.removeprefix(f"{AGAIN}-"), data.getlist(key))
        return settled


def changed_in_words(thing: Any, part: str, label: str) -> str:
    """“Title, changed by Priya Shah at 2:41pm”."""
    name, at = who_changed(thing, part)
    return f"{label}, changed by {name}{f' at {words.clock(at)}' if at else ''}"


def _page_of(data: QueryDict | None) -> tuple[str, int]:
    """The name of the open page and the turn of this save; a page drawn anew is a new one."""
    page, turn = (str(data.get(name, "")) if data else "" for name in ("page", "turn"))
    if not IS_PAGE.fullmatch(page):
        return uuid4().hex, 0
    return page, int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 10 else 0


def who_changed(thing: Any, part: str) -> tuple[str, datetime | None]:
    """Who changed a part last, and when."""
    change = thing.changes.get(part)
    if not change:
        return "a colleague", None
    person = User.objects.filter(pk=change["by"]).first()
    return (person.name if person else "a colleague"), datetime.fromisoformat(change["at"])
