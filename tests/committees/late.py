"""Every kind of paper, by every way onto an agenda, on every kind of day: what comes late without a reason must come nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client

from committees import actions, documents
from committees.models import Meeting, Pack
from committees.states import DayCount, PackKind, PaperForm

from .conftest import EXEMPT, WORDS, a_pdf

# The bank holidays of England that these days meet, written down and not asked of the portal
HOLIDAYS = {
    date(2018, 12, 25), date(2018, 12, 26), date(2019, 1, 1), date(2019, 4, 19), date(2019, 4, 22), date(2019, 5, 6), date(2019, 5, 27),
    date(2019, 8, 26),
}  # fmt: skip
MEETINGS = [date(2018, 12, 3), date(2019, 1, 3), date(2019, 4, 25), date(2019, 8, 31)]
RULES = [(DayCount.WORKING, 5), (DayCount.CALENDAR, 5)]
LONG_BEFORE = datetime(2018, 10, 2, 9, tzinfo=UTC)
REASON = "canary-reason of the late"
URGENT = {"chair_reason": REASON, "chair_agreed_by": "The vice-chair", "chair_agreed_date": date(2018, 11, 25)}
IN_THE_PAPER = {
    "why_late": REASON,
    "why_urgent": "Contracts are signed soon",
    **{name: URGENT[name] for name in ("chair_agreed_by", "chair_agreed_date")},
}


@dataclass(frozen=True)
class Case:
    meets: date
    day_count: str
    clear_days: int
    on: date

    @property
    def left(self):
        between = [self.on + timedelta(days=n) for n in range(1, (self.meets - self.on).days)]
        if self.day_count == DayCount.CALENDAR:
            return len(between)
        return sum(day.weekday() < 5 and day not in HOLIDAYS for day in between)

    @property
    def is_late(self):
        return self.left < self.clear_days

    @property
    def at(self):
        return datetime.combine(self.on, time(11), UTC)


def _cases():
    """Of each meeting: after it, the day itself, the day before, the last day in time and the first that is not, and the weekend before."""
    for meets, (day_count, clear_days) in product(MEETINGS, RULES):
        days = [Case(meets, day_count, clear_days, meets - timedelta(days=before)) for before in range(-1, 22)]
        in_time = [case for case in days if not case.is_late]
        weekend = next(case for case in days if case.on < meets and case.on.weekday() == 6)
        yield from dict.fromkeys([*days[:3], days[days.index(in_time[0]) - 1], in_time[0], weekend])


CASES = list(_cases())


class World:
    """A clerk, a committee, and a paper of every form that is ready to be cleared."""

    def __init__(self, committee, clerk, approver, papers):
        self.committee, self.clerk, self.approver, self.papers = committee, clerk, approver, papers
        self.visitor = Client()

    def begin(self, case, *, is_public=True):
        type(self.committee).objects.filter(pk=self.committee.pk).update(day_count=case.day_count, clear_days=case.clear_days)
        self.committee.refresh_from_db()
        meeting = actions.call_meeting(committee=self.committee, date=case.meets, time=time(19), venue="Hall", by=self.clerk)
        actions.add_item(meeting=meeting, title="Apologies", by=self.clerk, at=LONG_BEFORE)
        if is_public:
            actions.publish_agenda(meeting=meeting, by=self.clerk, at=LONG_BEFORE)
        return Meeting.objects.get(pk=meeting.pk)

    def paper(self, form, said, part):
        found = self.papers[form]
        type(found).objects.filter(pk=found.pk).update(**(EXEMPT if part else {}), **(IN_THE_PAPER if said else {}))
        return type(found).objects.get(pk=found.pk)


# ── The ways in: each gives the item that became public, or refuses ─────────────────────────────────────────────────
def cleared_and_issued(world, case, form, said, part):
    meeting, paper = world.begin(case), world.paper(form, said, part)
    item = actions.add_item(meeting=meeting, title="Paper", by=world.clerk, paper=paper, at=LONG_BEFORE)
    actions.clear(paper=type(paper).objects.get(pk=paper.pk), by=world.approver, at=case.at)
    actions.issue_pack(meeting=meeting, by=world.clerk, at=case.at)
    return item


def cleared_in_time_and_issued(world, case, form, said, part):
    meeting, paper = world.begin(case), world.paper(form, False, part)
    item = actions.add_item(meeting=meeting, title="Paper", by=world.clerk, paper=paper, at=LONG_BEFORE)
    actions.clear(paper=type(paper).objects.get(pk=paper.pk), by=world.approver, at=LONG_BEFORE)
    if said:
        actions.edit_item(item=item, by=world.clerk, **URGENT)
    actions.issue_pack(meeting=meeting, by=world.clerk, at=case.at)
    return item


def added(world, case, form, said, part):
    meeting, paper = world.begin(case), world.paper(form, False, part)
    paper = actions.clear(paper=paper, by=world.approver, at=LONG_BEFORE)
    return actions.add_item(meeting=meeting, title="Paper", by=world.clerk, paper=paper, at=case.at, **(URGENT if said else {}))


def put_in_place(world, case, form, said, part):
    meeting, paper = world.begin(case), world.paper(form, False, part)
    item = actions.add_item(meeting=meeting, title="To follow", by=world.clerk, at=LONG_BEFORE, **URGENT)  # of what stood there before
    paper = actions.clear(paper=paper, by=world.approver, at=LONG_BEFORE)
    return actions.edit_item(item=item, by=world.clerk, paper=paper, title="Paper", at=case.at, **(URGENT if said else {}))


def uploaded(world, case, form, said, part):
    meeting, upload = world.begin(case), ContentFile(a_pdf(), name="map.pdf")
    kept = EXEMPT if part else {}
    return actions.add_item(meeting=meeting, title="Map", by=world.clerk, upload=upload, at=case.at, **kept, **(URGENT if said else {}))


def replaced(world, case, form, said, part):
    meeting, kept = world.begin(case), EXEMPT if part else {}
    item = actions.add_item(
        meeting=meeting, title="Map", by=world.clerk, upload=ContentFile(a_pdf(), name="map.pdf"), at=LONG_BEFORE, **kept
    )
    upload = ContentFile(a_pdf("Another"), name="map.pdf")
    return actions.edit_item(item=item, by=world.clerk, upload=upload, at=case.at, **(URGENT if said else {}))


def titled(world, case, form, said, part):
    meeting, kept = world.begin(case), EXEMPT if part else {}
    return actions.add_item(meeting=meeting, title="Fire", by=world.clerk, at=case.at, **kept, **(URGENT if said else {}))


def retitled(world, case, form, said, part):
    meeting, kept = world.begin(case), EXEMPT if part else {}
    item = actions.add_item(meeting=meeting, title="Any other business", by=world.clerk, at=LONG_BEFORE, **kept)
    return actions.edit_item(item=item, by=world.clerk, title="Fire", at=case.at, **(URGENT if said else {}))


def published(world, case, form, said, part):
    """The agenda itself comes late, and all that is on it with it."""
    meeting, kept = world.begin(case, is_public=False), EXEMPT if part else {}
    upload = ContentFile(a_pdf(), name="map.pdf")
    item = actions.add_item(meeting=meeting, title="Map", by=world.clerk, upload=upload, at=LONG_BEFORE, **kept)
    actions.publish_agenda(meeting=meeting, by=world.clerk, at=case.at, **(URGENT if said else {}))
    return item


def brought_forward(world, case, form, said, part):
    """In time for a later day, public since the day of the case, too late for the day it is moved to."""
    meeting, kept = world.begin(case), EXEMPT if part else {}
    Meeting.objects.filter(pk=meeting.pk).update(date=case.meets + timedelta(days=90))
    meeting.refresh_from_db()
    item = actions.add_item(meeting=meeting, title="Map", by=world.clerk, at=case.at, **kept)
    Meeting.objects.filter(pk=meeting.pk).update(date=case.meets)  # as moved, but for the day the move itself is made on
    meeting.refresh_from_db()
    actions.move_meeting(meeting=meeting, by=world.clerk, date=case.meets, time=time(10), venue="Hall", **(URGENT if said else {}))
    return item


OF_A_PAPER = [cleared_and_issued, cleared_in_time_and_issued, added, put_in_place]
OF_THE_REST = [uploaded, replaced, titled, retitled, published, brought_forward]
TRIED = [*product(OF_A_PAPER, PaperForm, [False, True]), *product(OF_THE_REST, [None], [False, True])]


def wrong(world, way, form, part, case):
    """What is wrong with one of them in one case, in words; nothing when all is well."""
    without = _tried(world, way, form, part, case, said=False)
    if without.is_refused != case.is_late:
        return f"{'in time and refused' if without.is_refused else 'late without a reason'}"
    given = _tried(world, way, form, part, case, said=True)
    if given.is_refused:
        return f"refused with its reason: {given.why}"
    is_private = part and way is not published  # the reason of a whole agenda stands beside what is public on it too
    if case.is_late and (REASON in given.public) == is_private:
        return "the public reads the reason of what is private" if part else "the public does not read why"
    return "its reason is not in the fullest pack" if case.is_late and REASON not in given.private else ""


@dataclass
class Tried:
    is_refused: bool = False
    why: str = ""
    public: str = ""
    private: str = ""


def _tried(world, way, form, part, case, *, said):
    tried = Tried()
    with transaction.atomic():
        try:
            with transaction.atomic():
                item = way(world, case, form, said, part)
        except actions.NotReady as refusal:
            tried.is_refused, tried.why = True, str(refusal)
        else:
            if case.is_late:
                _read(world, item, tried, case)
        transaction.set_rollback(True)
    return tried


def _read(world, item, tried, case):
    """What the public finds on the page and in the front of every pack, and what the committee does."""
    meeting = Meeting.objects.get(pk=item.meeting_id)
    items = list(meeting.items.order_by("number"))
    for one in items:
        one.meeting = meeting
    said = {"kind": PackKind.MAIN, "issue": 1, "at": case.at}
    fronts = {who: str(documents.pack_facts(meeting, items, audience=who, **said)["front"]) for who in ("public", "private")}
    page = world.visitor.get(meeting.get_absolute_url()).content.decode()
    issued = [str(pack.document.facts) for pack in Pack.objects.filter(meeting=meeting, audience="public")]
    tried.public, tried.private = "\n".join([page, fronts["public"], *issued]), fronts["private"]


def papers_of_every_form(make, edition, second_edition, plan, signed):
    """{form: a draft that lacks nothing}"""
    more = {
        PaperForm.REPORT: {"edition": edition, **WORDS},
        PaperForm.WRITTEN: {"edition": edition, "body": [{"heading": "What is asked", "text": "<p>Note the plan.</p>"}]},
        PaperForm.PLAN: {"plan": plan},
        PaperForm.CHANGES: {"edition": second_edition, "before": edition},
        PaperForm.MEMORANDUM: {"edition": edition, "memorandum": signed},
    }
    return {form: make(form, **more.get(form, {"edition": edition})) for form in PaperForm}
