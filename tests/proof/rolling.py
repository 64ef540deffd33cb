"""The table that was made by hand of every time in the historic rounds, and what a round that is rolled forward is held against."""

import re
from functools import cache
from pathlib import Path

import yaml

from intentions import actions
from intentions.documents.rolled.flat import flat
from intentions.documents.rolled.span import Span, at
from intentions.documents.rolled.whole import rolled, settled
from intentions.models import CarriedTarget
from outcomes.models import Target
from portal.organisations.models import Membership, Organisation

YEARS = (1, 2, 5)
BRACKET = re.compile(r"\[(.+?)\]")
NUMBERS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WAYS = {("moved", False): "moves", ("proposed", True): "ticked", ("proposed", False): "asked", ("kept", False): "left"}


@cache
def table():
    return yaml.safe_load((Path(__file__).parent / "years.yaml").read_text())


def way_of(place):
    return WAYS.get((str(place.way), place.is_likely), str(place.way))


class Judge:
    """One round, so many years later. `wrong` says each thing that is not as the table has it; `tried` counts."""

    def __init__(self, round, years):
        self.round, self.expected, self.turn = round, table()["rounds"][round.slug], YEARS.index(years)
        self.span = Span(round.year_from, round.year_to, round.year_from + years, round.year_to + years)
        everybody = {str(pk) for pk in Organisation.objects.values_list("pk", flat=True)}
        self.whole = rolled(round, self.span, settled(round), writers=(), owners=everybody)
        self.tried, self.wrong = 0, []

    def same(self, where, found, expected):
        self.tried += 1
        if found != expected:
            self.wrong.append(f"{self.round.slug} +{YEARS[self.turn]} {where}: {found!r}, not {expected!r}")

    def later(self, time):
        return table()["calendar"][time][self.turn]

    def around(self):
        """All but the targets."""
        return [thing for thing in self.whole.things if not isinstance(thing.row, Target)]

    # ── What is shown before anything is written ────────────────────────────────────────────────────────────────────
    def judge(self):
        self.judge_when()
        self.judge_money()
        self.judge_periods()
        self.judge_words()
        self.judge_targets()
        self.judge_that_nothing_is_missed()
        return self

    def judge_when(self):
        listed = {ref: row for row in self.expected["when"] for ref in row["of"].split()}
        intentions = [thing for thing in self.whole.things if thing.is_intention]
        self.same("intentions", sorted(thing.key for thing in intentions), sorted(listed))
        for thing in intentions:
            row = listed.get(thing.key)
            if row:
                ways = [way_of(place) for place in thing.places if place.key.endswith(".when")]
                self.same(f"{thing.key} when, way", ways, [] if row["way"] == "none" else [row["way"]])
                self.same(f"{thing.key} stands", when(thing.said), row["stands"])
                self.same(f"{thing.key} later", when(thing.after(self.whole.proposed)), row["later"][self.turn])

    def judge_money(self):
        expected = sorted([key, *map(str, row["later"][self.turn])] for row in self.expected["money"] for key in row["of"].split())
        found = sorted(([key, *map(str, sum)] for key, sum in sums(self.whole, self.whole.proposed)))
        self.same("money", found, expected)
        stands = sorted([key, *map(str, row["stands"])] for row in self.expected["money"] for key in row["of"].split())
        self.same("money as it stands", sorted(([key, *map(str, sum)] for key, sum in sums(self.whole, None))), stands)
        ways = {way_of(place) for place in self.whole.places() if place.key.endswith(".years")}
        self.same("money, ways", ways, {row["way"] for row in self.expected["money"]} - {"none"})

    def judge_targets(self):
        """Of the outcomes that the round serves: each that names a time is proposed for the later one, and none is ticked to begin with."""
        found, expected = {}, {}
        for thing in self.whole.of(Target):
            for place in thing.places:
                found[thing.row.measure.outcome.slug] = [way_of(place), target(thing.said), target(thing.after(self.whole.proposed))]
        for slug, row in self.expected.get("targets", {}).items():
            expected[slug] = ["asked", row["stands"], row["later"][self.turn]]
        for where in found.keys() | expected.keys():
            self.same(f"target of {where}", found.get(where), expected.get(where))

    def judge_periods(self):
        found = {}
        for thing in self.around():
            for place in thing.places:
                if place.sets and not place.key.endswith((".when", ".years")):
                    path = place.sets[0][0]
                    found[f"{thing.key} {path[0]} {path[1]}"] = (place.before, place.after, way_of(place))
        expected = {where: (str(time), self.later(str(time)), way) for where, time, way in self.expected["periods"]}
        for where in found.keys() | expected.keys():
            self.same(where, found.get(where), expected.get(where))

    def judge_words(self):
        found, expected = {}, {}
        for thing in self.around():
            for place in thing.places:
                if not place.sets:
                    where = " ".join([thing.key, *map(str, place.path)])
                    found.setdefault(where, []).append((place.before, place.after, way_of(place)))
        for where, words, way in self.expected["words"]:
            time = BRACKET.search(words)[1]
            expected.setdefault(where, []).append((time, self.later(time), way))
        for where in found.keys() | expected.keys():
            self.same(where, found.get(where), expected.get(where))

    def judge_that_nothing_is_missed(self):
        """Counted without the program that reads times: four digits that may be a year, anywhere in the round."""
        stand = sum(len(NUMBERS.findall(text)) for thing in self.whole.things for text in texts(thing.said))
        rows = [row["stands"][0] for row in self.expected["when"] for _ in row["of"].split()]
        words = [BRACKET.search(said)[1] for _, said, _ in self.expected["words"]]
        targets = [row["stands"][0] for row in self.expected.get("targets", {}).values()]
        listed = [*rows, *words, *targets, *(str(time) for _, time, _ in self.expected["periods"])]
        self.same("four digits that may be a year", stand, sum(len(NUMBERS.findall(one)) for one in listed))

    # ── What is written ─────────────────────────────────────────────────────────────────────────────────────────────
    def judge_written(self, by, *, taken):
        """The new round itself, out of the database: with every proposal taken, or with none."""
        years = YEARS[self.turn]
        for outcome in {thing.row.measure.outcome for thing in self.whole.of(Target) if thing.row.measure.outcome.owner_id}:
            Membership.objects.get_or_create(user=by, organisation_id=outcome.owner_id, role="AUTHOR", ended_at=None)
        by = type(by).objects.get(pk=by.pk)  # who knows no roles of before
        new = actions.roll_forward(
            round=self.round,
            title=f"{self.round} +{years} {taken}",
            slug=f"{self.round.slug}-{years}-{taken}".lower(),
            lead=self.round.lead,
            participants=[],
            year_from=self.span.to_first,
            year_to=self.span.to_last,
            by=by,
            taken=self.whole.proposed if taken else (),
        )
        again = rolled(new, Span(new.year_from, new.year_to, new.year_from, new.year_to), settled(new), writers=())
        things = {thing.key: thing for thing in again.things}
        for row in self.expected["when"]:
            moves = row["way"] == "moves" or taken
            for ref in row["of"].split():
                self.same(f"{ref} in the new round", when(things[ref].said), row["later"][self.turn] if moves else row["stands"])
        for where, time, way in self.expected["periods"]:
            key, *path = where.split()
            path = (path[0], int(path[1]), {"rollouts": "year", "policies": "effective", "year_plans": "year"}[path[0]])
            moves = way == "moves" or taken
            self.same(f"{where} in the new round", at(things[key].said, path), self.later(str(time)) if moves else str(time))
        for where, words, way in self.expected["words"]:
            self.judge_sentence(things, where, words, is_moved=taken and way in ("ticked", "asked"))
        carried = CarriedTarget.objects.filter(round=new).select_related("target__measure__outcome")
        set_again = {one.target.measure.outcome.slug: target(vars(one.target)) for one in carried}
        targets = self.expected.get("targets", {})
        self.same("targets of the new round", set_again, {slug: row["later"][self.turn] for slug, row in targets.items()} if taken else {})
        found = sorted(([key, *map(str, sum)] for key, sum in sums(again, None)))
        self.same("money in the new round", found, sorted(([key, *map(str, sum)] for key, sum in sums(self.whole, ()))))
        return self

    def judge_sentence(self, things, where, words, *, is_moved):
        key, *path = where.split()
        text = at(things[key].said, tuple(int(step) if step.isdigit() else step for step in path))
        time = BRACKET.search(words)[1]
        expected = BRACKET.sub(self.later(time) if is_moved else time, words)
        plain = " ".join(flat(text, is_rich="<" in text).text.split())
        self.same(f"{where} in the new round", expected if expected in plain else plain, expected)


def target(said):
    return [said["period"], said["from_date"], said["to_date"]]


def when(said):
    return [said["timescale"], said["from_date"], said["to_date"]]


def sums(whole, taken):
    """(thing, [amount, first year, last year]) of each effect on money; with None as it stands."""
    for thing in whole.things:
        said = thing.said if taken is None else thing.after(taken)
        for row in said.get("money", []):
            amount = row["amount"]
            yield thing.key, [amount if amount is None else int(amount), row["year_from"], row["year_to"]]


def texts(said):
    """Every text in what a thing says, without its tags; keys, dates and sums are none."""
    if isinstance(said, str):
        yield flat(said, is_rich="<" in said).text
    elif isinstance(said, dict):
        for value in said.values():
            yield from texts(value)
    elif isinstance(said, (list, tuple)):
        for value in said:
            yield from texts(value)
