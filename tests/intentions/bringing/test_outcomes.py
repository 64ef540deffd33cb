"""Outcomes that a document names: linked to those that are there, or made new with their measures, and taken back whole."""

import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from intentions import actions
from intentions.models import Finding, Intention, Section
from outcomes import actions as outcomes
from outcomes.models import Indicator, Measure, Outcome

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, accept_all, brought_in, do, take_in
from .next_year import stand
from .test_taking import take_back

TABLE = (
    ("Outcome", "Available measures", "Who could measure"),
    ("People wait less for care (prioritised by patients)", "Days waited OR Share seen in 18 weeks", "The trust"),
    ("People live longer at home", "NEW MEASURE: Days at home AND Falls at home", ""),
)
WAIT, HOME = "People wait less for care", "People live longer at home"


def word_file(table=TABLE, name="outcomes.docx"):
    document = docx.Document()
    document.add_heading("Urgent and emergency care", 1)
    document.add_heading("Commissioning intentions", 2)
    document.add_paragraph("We will open a same day unit at each acute site by March 2020.")
    document.add_paragraph("We will commission a falls team in Eastham from April 2019.")
    made = document.add_table(len(table), len(table[0]))
    for at, row in enumerate(table):
        for place, cell in enumerate(row):
            made.cell(at, place).text = cell
    out = io.BytesIO()
    document.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat, word_file())


@pytest.fixture
def there(lead, author):
    outcome = outcomes.add_outcome(slug="less-waiting", statement=WAIT.upper(), by=author, owner=lead)
    outcomes.add_measure(outcome=outcome, title="Days", by=author)
    return outcome


def of(brought, words):
    return brought.findings.select_related("outcome").get(kind="outcome", words__contains=words)


def row(client, finding):
    return soup(client.get(f"{finding.brought.get_absolute_url()}?show=all")).select_one(f"#finding-{finding.pk}")


def link(client, finding, **more):
    return do(client, finding, "link", **more)


def linked(title):
    intention = Intention.objects.get(latest__title__contains=title)
    return sorted(one.statement for one in intention.latest.outcomes.all())


def test_an_outcome_stands_with_its_measures_and_the_intentions_of_its_section(sat, brought):
    shown = words_of(row(sat, of(brought, HOME)))

    assert "A new draft outcome, with its measures" in shown
    assert "Measures: “Days at home” AND “Falls at home”" in shown
    assert "“Days waited” OR “Share seen in 18 weeks” (measured by The trust)" in words_of(row(sat, of(brought, WAIT)))
    assert "same day unit" in shown and "falls team" in shown


def test_what_is_new_becomes_a_draft_outcome_with_its_measures_and_is_linked(sat, brought, lead, author):
    accept_all(sat, brought)
    assert "Outcomes 2" in text(sat.get(f"{brought.get_absolute_url()}take-in/"))
    assert "2 new outcomes" in text(take_in(sat, brought))

    wait = Outcome.objects.get(statement=WAIT)
    assert (wait.owner, wait.is_published, wait.prioritised_by, wait.source) == (lead, False, "citizens", "From outcomes.docx")
    rows = [(one.title, one.status, one.joined_by, one.who_measures) for one in wait.measures.order_by("order")]
    assert rows == [("Days waited", "available", "", "The trust"), ("Share seen in 18 weeks", "available", "or", "The trust")]
    home = [(one.title, one.status, one.joined_by) for one in Measure.objects.filter(outcome__statement=HOME).order_by("order")]
    assert home == [("Days at home", "new", ""), ("Falls at home", "new", "and")]
    assert linked("same day") == linked("falls") == [HOME, WAIT]
    assert not Section.objects.filter(body__contains="Days at home").exists()


def test_one_that_says_the_same_is_linked_and_does_not_change(sat, there):
    brought = brought_in(sat, word_file())
    found = of(brought, WAIT)
    assert (found.outcome, found.match_sure, found.match_why) == (there, 0.95, "It says the same words")
    shown = words_of(row(sat, found))
    assert "which is there already: it is linked, and does not change. Sure: It says the same words" in shown
    accept_all(sat, brought)
    assert "1 outcome is there already and is linked" in text(sat.get(f"{brought.get_absolute_url()}take-in/"))
    take_in(sat, brought)

    assert Outcome.objects.count() == 2 and list(there.measures.values_list("title", flat=True)) == ["Days"]
    assert there.statement in linked("same day")


@pytest.mark.parametrize(
    ("statement", "code", "sure", "why"),
    [
        ("People wait less for all their care", "", False, "of its words are the same"),
        ("Quite another", "3.b", True, "It names 3.b, the code of one of its measures"),
    ],
)
def test_one_that_is_like_it_or_has_its_code_is_offered_with_how_sure_and_why(sat, lead, author, statement, code, sure, why):
    outcome = outcomes.add_outcome(slug="one", statement=statement, by=author, owner=lead)
    indicator = Indicator.objects.create(slug="one", title="One", code=code)
    outcomes.add_measure(outcome=outcome, title="One", by=author, indicator=indicator)
    table = (TABLE[0], (WAIT, "Days waited (3.b)", "The trust"))
    found = of(brought_in(sat, word_file(table)), WAIT)

    assert found.outcome == outcome and (found.match_sure >= 0.8) is sure and why in found.match_why


def test_an_outcome_of_others_is_not_offered(sat, elsewhere, stranger):
    outcomes.add_outcome(slug="theirs", statement=WAIT, by=stranger, owner=elsewhere, is_published=True)

    assert of(brought_in(sat, word_file()), WAIT).outcome is None


def test_a_person_links_it_with_another_outcome_and_other_intentions(sat, brought, there):
    found = of(brought, HOME)
    page = soup(sat.get(found.get_absolute_url()))
    unit = next(box["value"] for box in page.select("#match input[type=checkbox]") if "same day" in words_of(box.parent))
    link(sat, found, outcome=str(there.pk), intentions=[unit])
    found.refresh_from_db()
    assert (found.outcome, found.match_why, found.verdict) == (there, "linked by Ann Author", "accepted")
    take_in(sat, brought)

    assert linked("same day") == sorted([there.statement, WAIT]) and linked("falls") == [WAIT]


def test_a_link_is_loosed_from_the_desk(sat, there):
    brought = brought_in(sat, word_file())
    do(sat, of(brought, WAIT), "new")
    assert of(brought, WAIT).outcome is None and of(brought, WAIT).facts["with"]
    take_in(sat, brought)

    assert Outcome.objects.filter(statement__iexact=WAIT).count() == 2


def test_two_that_say_the_same_become_one(sat):
    brought = brought_in(sat, word_file((*TABLE, ("People live longer at home", "Days at home", ""))))
    take_in(sat, brought)

    assert Outcome.objects.filter(statement=HOME).count() == 1


def test_a_matched_intention_keeps_its_outcomes_and_is_shown_with_the_new_one(sat, chapter, author, there):
    said = {"title": "Same day unit", "description": "<p>We will open a same day unit at each acute site by March 2019.</p>"}
    standing = actions.add_intention(chapter=chapter, by=author, owner=author, content={**said, "outcomes": [there]})
    brought = brought_in(sat, word_file())
    shown = soup(sat.get(f"{brought.get_absolute_url()}?show=matched")).select_one(".app-sift__over")
    assert HOME in [words_of(one).removeprefix("Added: ") for one in shown.select("ins")]
    take_in(sat, brought)

    standing.refresh_from_db()
    assert {one.statement for one in standing.latest.outcomes.all()} == {HOME, there.statement}


# ── Taken back


def test_it_is_taken_back_whole_and_can_be_taken_in_again(sat, brought, there):
    take_in(sat, brought)
    assert Outcome.objects.count() == 3
    take_back(sat, brought)

    assert list(Outcome.objects.all()) == [there] and list(Measure.objects.values_list("title", flat=True)) == ["Days"]
    brought.refresh_from_db()
    take_in(sat, brought)
    assert Outcome.objects.count() == 3 and linked("falls") == [HOME, WAIT]


def change(outcome, author):
    outcomes.edit_outcome(outcome=outcome, by=author, revision=0, note="Theirs")


def publish(outcome, author):
    outcomes.publish_outcome(outcome=outcome, by=author)


def measure(outcome, author):
    outcomes.add_measure(outcome=outcome, title="Theirs", by=author)


def count(outcome, author):
    outcomes.add_observation(measure=outcome.measures.first(), by=author, period="2019/20", value=1)


@pytest.mark.parametrize("use", [change, publish, measure, count])
def test_what_somebody_changed_or_used_since_stays_and_is_named_and_is_not_made_twice(sat, brought, author, use):
    take_in(sat, brought)
    home = Outcome.objects.get(statement=HOME)
    use(home, author)

    assert f"{HOME}" in text(take_back(sat, brought))
    assert list(Outcome.objects.all()) == [home]
    brought.refresh_from_db()
    assert of(brought, HOME).outcome == home
    take_in(sat, brought)
    assert Outcome.objects.filter(statement=HOME).count() == 1


# ── Doors


def test_an_outcome_of_others_cannot_be_linked(sat, brought, elsewhere, stranger):
    theirs = outcomes.add_outcome(slug="theirs", statement="Theirs", by=stranger, owner=elsewhere, is_published=True)

    assert link(sat, of(brought, HOME), outcome=str(theirs.pk)).status_code == 422
    assert of(brought, HOME).outcome is None


def test_what_is_no_outcome_is_linked_to_none(sat, brought, there):
    one = brought.findings.filter(kind="intention").first()

    assert link(sat, one, outcome=str(there.pk)).status_code == 422


def test_of_two_people_the_second_is_told(brought, there, at_desk, author, colleague):
    found = of(brought, HOME)
    do(at_desk(colleague), found, "drop")
    answer = link(at_desk(author), found, outcome=str(there.pk))

    assert answer.status_code == 409 and "Col League changed this meanwhile" in text(answer)
    assert of(brought, HOME).outcome is None


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_nobody_else_links(at_desk, request, brought, there, who):
    found = of(brought, HOME)
    answer = at_desk(request.getfixturevalue(who)).post(f"{HERE}{brought.pk}/{found.pk}/", {"do": "link", "outcome": str(there.pk)})

    assert answer.status_code in (403, 404) and of(brought, HOME).outcome is None


def test_called_a_passage_it_is_linked_to_nothing(sat, there):
    brought = brought_in(sat, word_file())
    do(sat, of(brought, WAIT), "passage")
    take_in(sat, brought)

    assert Section.objects.filter(body__contains="Days waited").exists()
    assert there.statement not in linked("same day")


def test_a_page_of_outcomes_costs_no_more_than_twelve_queries(sat, chapter, author, borough, django_assert_max_num_queries):
    intentions = list(stand(chapter, author, {f"UEC-{at:02}": (f"Number {at}", "The thing.", "") for at in range(1, 9)}).values())
    brought = brought_in(sat, word_file())
    keys = [f"X{at}" for at in range(8)]
    Finding.objects.bulk_create(
        [
            *(
                Finding(
                    brought=brought, order=100 + at, kind="intention", title=f"Number {at}", words="Another.", sure=0.1,
                    facts={"key": keys[at], "places": [borough.slug]}, match=intentions[at],
                )
                for at in range(8)
            ),
            *(
                Finding(brought=brought, order=200 + at, kind="outcome", words=f"Outcome {at}", sure=0.1, facts={"with": keys})
                for at in range(300)
            ),
        ]
    )  # fmt: skip
    with django_assert_max_num_queries(12):
        page = sat.get(f"{HERE}{brought.pk}/?show=open")
    assert page.status_code == 200
