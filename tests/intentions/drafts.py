"""Random lives of one draft beside a model of what each part says, who may still change it, and who must be told."""

from __future__ import annotations

import random
import uuid

from intentions import actions
from intentions.models import Intention, Version
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.moves.stale import Page

PARTS = ("title", "theme", "lever", "dependencies")
EDITABLE = ("DRAFT", "RETURNED")
STEPS = (*["save"] * 9, "open", "late", "submit", "take_back", "return", "approve", "next", "withdraw", "delete", "restore", "restore")


class Model:
    """What should be true."""

    def __init__(self, said):
        self.said, self.revision = dict(said), 1
        self.changed = dict.fromkeys(said, (1, ""))  # part: (revision, page)
        self.status, self.number, self.deleted = "DRAFT", 1, False
        self.writers = {"author"}

    def save(self, who, page, parts, since):
        """saved, stale, or refused; and the model after it."""
        if self.status not in EDITABLE or self.deleted:
            return "refused"
        touched = {part: value for part, value in parts.items() if self.said[part] != value}
        if any(self.changed[part][0] > since[part] and self.changed[part][1] != page for part in touched):
            return "stale"
        if touched:
            self.revision += 1
            self.said |= touched
            self.changed |= dict.fromkeys(touched, (self.revision, page))
            self.writers.add(who)
        return "saved"


class Life:
    def __init__(self, seed, people, chapter):
        self.chance, self.people = random.Random(seed), people
        said = {part: f"{part} begun" for part in PARTS}
        self.intention = actions.add_intention(
            chapter=chapter,
            by=people["author"],
            content={"description": "<p>Begun.</p>", "timescale": "2019/20", **said, "affects_no_provider": True},
        )
        self.model = Model(said)
        self.pages = {}

    @property
    def version(self):
        return Version._base_manager.get(pk=Intention.with_deleted.get(pk=self.intention.pk).latest_id)

    def live(self, steps):
        """Yields what was done and how it ended; every step agrees with the model, and so does every word after it."""
        self._open("author")
        self._open("colleague")
        for _ in range(steps):
            step = self.chance.choice(STEPS)
            ended = getattr(self, f"_{step}")()
            self.agree(step)
            yield f"{step}: {ended}"

    def agree(self, step):
        version, model = self.version, self.model
        assert {part: getattr(version, part) for part in PARTS} == model.said, step
        assert (version.status, version.number) == (model.status, model.number), step
        assert bool(Intention.with_deleted.get(pk=self.intention.pk).deleted_at) == model.deleted, step

    def _open(self, who=None):
        who = who or self.chance.choice(("author", "colleague"))
        self.pages[who] = {"id": uuid.UUID(int=self.chance.getrandbits(128)).hex, "turn": 0, "number": self.model.number}
        self.pages[who]["since"] = dict.fromkeys(PARTS, self.model.revision)
        return who

    def _save(self):
        if not self.pages:
            return "nobody"
        who = self.chance.choice(sorted(self.pages))
        page = self.pages[who]
        if page["number"] != self.model.number:
            return "old page"
        parts = {part: f"{who} {self.chance.randrange(999)}" for part in self.chance.sample(PARTS, self.chance.choice((1, 1, 2)))}
        page["turn"] += 1
        expected = self.model.save(who, page["id"], parts, page["since"])
        ended = self._try(who, page, parts, page["turn"])
        assert ended == expected, (ended, expected)
        if ended == "saved" and self.chance.random() < 0.8:  # otherwise the answer was lost on its way
            page["since"] |= dict.fromkeys(parts, self.model.revision)
        if ended == "stale":
            page["since"] = dict.fromkeys(PARTS, self.model.revision)  # both texts were read
        return ended

    def _try(self, who, page, parts, turn):
        try:
            actions.save_version(
                version=self.version, by=self.people[who], content=parts, revision=page["since"], page=Page(page["id"], turn)
            )
        except actions.Stale:
            return "stale"
        except CannotMove:
            return "refused"
        return "saved"

    def _late(self):
        """A save that was overtaken by a later one of its own page: it may not undo it."""
        last = [(part, page) for part, (_, page) in self.model.changed.items() if page]
        for who, page in self.pages.items():
            own = [part for part, name in last if name == page["id"]]
            if own and page["number"] == self.model.number and self.model.status in EDITABLE and not self.model.deleted:
                assert self._try(who, page, {own[0]: "overtaken"}, 0) in ("saved", "stale")
                return "tried"
        return "nothing to try"

    def _move(self, allowed, act, after):
        model = self.model
        may = model.status in allowed and not model.deleted
        try:
            act()
        except (CannotMove, actions.OwnText):
            assert not may
            return "refused"
        assert may
        model.status = after
        return "done"

    def _submit(self):
        return self._move(EDITABLE, lambda: actions.submit(version=self.version, by=self.people["author"]), "IN_REVIEW")

    def _take_back(self):
        return self._move(["IN_REVIEW"], lambda: actions.take_back(version=self.version, by=self.people["author"]), "DRAFT")

    def _return(self):
        return self._move(["IN_REVIEW"], lambda: actions.return_(version=self.version, by=self.people["approver"], reason="x"), "RETURNED")

    def _approve(self):
        def act():
            actions.approve(version=self.version, by=self.people["approver"], at=database_now())

        return self._move(["IN_REVIEW"], act, "APPROVED")

    def _withdraw(self):
        if self.chance.random() < 0.8:
            return "not today"
        allowed = (*EDITABLE, "IN_REVIEW", "APPROVED")
        return self._move(allowed, lambda: actions.withdraw(version=self.version, by=self.people["author"], reason="x"), "WITHDRAWN")

    def _next(self):
        model = self.model
        may = model.status in ("APPROVED", "WITHDRAWN") and not model.deleted
        try:
            actions.open_next_version(intention=self.intention, by=self.people["colleague"])
        except CannotMove:
            assert not may
            return "refused"
        assert may
        model.status, model.number, model.revision, model.writers = "DRAFT", model.number + 1, 0, set()
        model.changed = dict.fromkeys(PARTS, (0, ""))
        return "done"

    def _delete(self):
        model = self.model
        may = model.number == 1 and model.status in EDITABLE
        try:
            actions.delete_intention(intention=self.intention, by=self.people["author"])
        except actions.CannotDelete:
            assert not may
            return "refused"
        assert may or model.deleted
        model.deleted = True
        return "done"

    def _restore(self):
        actions.restore_intention(intention=self.intention, by=self.people["author"])
        self.model.deleted = False
        return "done"
