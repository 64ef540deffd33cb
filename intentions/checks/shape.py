"""What is missing from a round, miscounted, misnumbered or dated oddly, seen over the whole of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime

import holidays
from django.utils.timezone import localtime

from outcomes import checks as outcomes
from portal.nhsuk import words

from .finding import LOOK, MUST, Finding, Problem, check, problem
from .whole import Text, Whole, plain

NUMBERS = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)
}
COUNT = rf"\b({'|'.join(word for word in NUMBERS if word != 'one')}|[2-9]|1\d)"  # "one" often counts nothing
ANNOUNCED = re.compile(rf"{COUNT} (?:[a-z-]+ ){{0,3}}[a-z]+s\b[^.]{{0,80}}:\s*</p>\s*<(ul|ol)>(.*?)</\2>", re.IGNORECASE | re.DOTALL)
ENABLERS = re.compile(rf"{COUNT} (?:[a-z-]+ ){{0,2}}enablers\b", re.IGNORECASE)
HEADING = re.compile(r"<h[34]>(.*?)</h[34]>", re.DOTALL)
BARE_HEADING = re.compile(r"<h[34]>([^<]*)</h[34]>\s*(?=<h[34]>|$)")
NUMBERED = re.compile(r"^(\d+(?:\.\d+)*)(\.?)\s+\S")
ONLY_NOTE = re.compile(r"\b(?:asked|invited|recommended) to(?: only)? note\b|\bfor information(?: only)?\b", re.IGNORECASE)
AGREEING = re.compile(
    r"\b(?:secure|securing|seek|seeking) (?:agree\w*|approval)\b|\bagreed plans?\b|\basked to (?:agree|approve|endorse)\b", re.IGNORECASE
)


@check("missing", reads="round")
def nothing_is_only_a_heading(whole: Whole) -> Iterator[Problem]:
    """A heading has words under it, a chapter has intentions or words, and each place of the round is named by an intention."""
    for section in whole.beside.sections:
        if not plain(section.body):
            yield problem(MUST, section, "body", "has a heading and no text", "missing")
    filled = {version.intention.chapter_id for version in whole.versions}
    for chapter in whole.chapters:
        if chapter.pk not in filled and not (chapter.narrative or chapter.objectives):
            yield problem(LOOK, chapter, "", "has neither words nor intentions", "missing")
    yield from _places_without(whole)


def _places_without(whole: Whole) -> Iterator[Problem]:
    """Only once the intentions name places at all: a place of the round that none of them reaches."""
    reached = {place.pk for version in whole.versions for place in version.places.all()}
    if len(whole.versions) < 2 or not reached:
        return
    for place in whole.beside.boroughs:
        if place.pk not in reached and place.parent_id not in reached:
            yield problem(LOOK, whole.round, "", f"is for {place.name} too, and no intention names it", "missing")


@check("bare-heading", reads="text")
def headings_in_a_text_have_words(text: Text, whole: Whole) -> Iterator[Finding]:
    """A heading inside a text has words under it."""
    for heading in BARE_HEADING.findall(text.html):
        yield LOOK, text.field, f"has the heading “{heading}” with nothing under it"


@check("numbering", reads="round")
def numbers_run_on(whole: Whole) -> Iterator[Problem]:
    """Numbers of headings run on and are written one way: no 15.2 without 15.1."""
    headings = [(section, section.heading) for section in whole.beside.sections]
    headings += [(one.about, plain(found)) for one in whole.texts for found in HEADING.findall(one.html)]
    numbered = [(about, found.group(1), found.group(2)) for about, words_ in headings if (found := NUMBERED.match(words_))]
    known = {number for _, number, _ in numbered}
    styles = {dot for _, number, dot in numbered if "." not in number}
    for about, number, dot in numbered:
        before = _before(number)
        if before and before not in known:
            yield problem(LOOK, about, "", f"has a heading {number} without a {before}", "numbering")
        if len(styles) > 1 and "." not in number and not dot:
            yield problem(LOOK, about, "", f"writes the number “{number}” where others are written “{number}.”", "numbering")


def _before(number: str) -> str:
    """The number that must stand before this one: 15.1 before 15.2; nothing before a first one."""
    stem, _, last = number.rpartition(".")
    return f"{stem}.{int(last) - 1}" if stem and int(last) > 1 else ""


@check("count", reads="text")
def lists_are_as_long_as_said(text: Text, whole: Whole) -> Iterator[Finding]:
    """A list has as many items as the sentence before it says: four enablers, five listed."""
    for said, _, items in ANNOUNCED.findall(text.html):
        listed = len(re.findall(r"<li>", re.sub(r"<li>(?:(?!</?li>).)*<(ul|ol)>.*?</\1>", "<li>", items, flags=re.DOTALL)))
        if listed != number_said(said):
            yield LOOK, text.field, f"says {said.lower()} and lists {listed}"


@check("enablers", reads="text")
def enablers_are_as_many_as_said(text: Text, whole: Whole) -> Iterator[Finding]:
    """The round has as many enabler sheets as its text says."""
    for said in ENABLERS.findall(text.words):
        if whole.beside.enablers and number_said(said) != whole.beside.enablers:
            yield LOOK, text.field, f"says {said.lower()} enablers; the round has {whole.beside.enablers} enabler sheets"


def number_said(said: str) -> int:
    """Four or 4, as a number."""
    return NUMBERS.get(said.lower()) or int(said)


@check("working-day", reads="round")
def deadlines_are_working_days(whole: Whole) -> Iterator[Problem]:
    """Deadlines fall on days on which people work: 31 January 2015 was a Saturday."""
    for name in ("notice_by_date", "question_deadline", "response_deadline"):
        if odd := not_a_working_day(getattr(whole.round, name)):
            yield problem(LOOK, whole.round, name, f"has a deadline on a day nobody works: {odd}", "working-day")


def not_a_working_day(moment: date | datetime | None) -> str:
    """“31 January 2015 is a Saturday”, or the name of the bank holiday; nothing for a working day."""
    if moment is None:
        return ""
    day = localtime(moment).date() if isinstance(moment, datetime) else moment
    if day.weekday() > 4:
        return f"{words.day(day)} is a {day:%A}"
    holiday = holidays.country_holidays("GB", subdiv="ENG", years=day.year).get(day)
    return f"{words.day(day)} is a bank holiday ({holiday})" if holiday else ""


@check("verb", reads="round")
def asks_for_what_it_needs(whole: Whole) -> Iterator[Problem]:
    """A text that only asks readers to note does not also seek their agreement."""
    notes = [one for one in whole.texts if one.field in ("body", "narrative") and ONLY_NOTE.search(one.words)]
    agrees = [found.group(0) for one in whole.texts if one.field in ("body", "narrative") and (found := AGREEING.search(one.words))]
    if notes and agrees:
        yield problem(LOOK, notes[0].about, notes[0].field, f"only asks readers to note, and the round says “{agrees[0]}”", "verb")


@check("signed-off", reads="round")
def signed_off_in_its_last_form(whole: Whole) -> Iterator[Problem]:
    """A plan on a page that was signed off is no longer a draft, and is not dated after its sign-off."""
    for plan in whole.beside.plans:
        is_draft = plan.document_version.startswith("0.") or "draft" in plan.document_status.lower()
        if plan.signed_off_date and is_draft:
            state = f"version {plan.document_version}" if plan.document_version else plan.document_status.lower()
            yield problem(
                LOOK, plan, "", f"was signed off on {words.day(plan.signed_off_date)} and is still a draft, {state}", "signed-off"
            )
        if plan.signed_off_date and plan.dated and plan.dated > plan.signed_off_date:
            says = f"is dated {words.day(plan.dated)}, after it was signed off on {words.day(plan.signed_off_date)}"
            yield problem(LOOK, plan, "", says, "signed-off")


@check("tiers", reads="round")
def outcome_tables_agree(whole: Whole) -> Iterator[Problem]:
    """Two tables of the same outcomes agree on who prioritised them, hold the same ones, and join none that the other parts."""
    for found in outcomes.disagreements(whole.beside.outcome_rows):
        yield problem(LOOK, found.outcome, "", found.says, "tiers")
