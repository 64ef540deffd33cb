"""The errors that the source documents really have: each is found where it stands, and not where it does not."""

from datetime import UTC, date, datetime

import pytest

from intentions import actions, checks
from intentions.models import Enabler, Version
from outcomes import actions as outcomes
from outcomes.models import OutcomeRow, OutcomeTable
from portal.organisations.models import Place
from portal.organisations.states import Kind, PlaceKind

from .conftest import WHOLE, organisation


def change(intention, content):
    """A save from the page as it stands."""
    version = intention.latest
    return actions.save_version(version=version, by=version.written_by, content=content, revision=version.revision)


@pytest.fixture
def found(round):
    """What one check says of the round as it stands."""

    def run(name):
        versions = checks.loaded(Version.objects.filter(latest_of__round=round).order_by("intention__reference"))
        return [(one.severity, one.message) for one in checks.of_whole(checks.Whole(round, versions)) if one.check == name]

    return run


@pytest.fixture
def say(chapter, author):
    def add(**content):
        return actions.add_intention(chapter=chapter, by=author, content={**WHOLE, **content})

    return add


def only(messages, *parts):
    assert len(messages) == 1, messages
    assert all(part in messages[0][1] for part in parts), messages


# ── One text ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("check", "severity", "wrong", "says", "right"),
    [
        (
            "consecutive",
            "must",
            "Slots are in view from 2019/29.",
            "says “2019/29”, which is no financial year",
            "2019/20, or 2014-19",
        ),
        ("consecutive", "must", "From 2015/2017.", "UEC-01 says “2015/2017”, which is no financial year", "SI 2012/2089 and 2015/2016"),
        (
            "other-year",
            "look",
            "Schemes for 2018/19.",
            "speaks of 2018/19; the round is for 2019/20",
            "For 2019/20 and 2020/21.",
        ),
        ("wrong-word", "look", "Our commissioning intuitions.", "“commissioning intentions” is meant", "Our commissioning intentions."),
        ("wrong-word", "look", "Payment stops for non-complaint referrals.", "“non-compliant” is meant", "Every complaint is answered."),
        ("year-form", "look", "In 2015-16.", "UEC-01 writes “2015-16”; elsewhere it is 2015/16", "In 2015/16, and over 2014-19."),
        ("year-form", "look", "In 2015–16.", "elsewhere it is 2015/16", "On 2015-04-16."),
        ("acronym", "look", "Part of CQIN.", "UEC-01 says “CQIN”; the glossary has “CQUIN”", "Part of CQUIN."),
        ("acronym", "look", "Measured by SWENWBS.", "the glossary has “SWEMWBS”", "Measured by SWEMWBS."),
        ("double-negative", "look", "Care is unlikely to be unsustainable.", "two negatives", "Care is unlikely to be sustainable."),
        ("double-negative", "look", "Never inadequate.", "two negatives", "Not until unscheduled care is reviewed"),
        ("spelling", "look", "An integrarted service.", "“integrated” is meant", "An integrated service."),
        ("spelling", "look", "It works also a the programme level.", "one of these words is too many", "It works at the programme level."),
    ],
)
def test_a_text_is_read_for_what_the_sources_got_wrong(say, found, check, severity, wrong, says, right):
    fine = say(description=f"<p>{right}</p>")
    assert found(check) == []
    change(fine, {"description": f"<p>{wrong}</p>"})
    assert [one for one, _ in found(check)] == [severity]
    only(found(check), says)


def test_a_short_name_is_nearly_that_of_an_organisation(say, found):
    organisation("eeast", "EEAST", Kind.AMBULANCE_TRUST)
    say(description="<p>With EEAST.</p>")
    assert found("name") == []
    say(description="<p>With EFAST.</p>")
    only(found("name"), "UEC-02 says “EFAST”; the register of organisations has “EEAST”")


def test_a_link_hangs_on_other_words_than_its_address_says(say, found):
    address = "https://measures.example/swemwbs/"
    say(description=f'<p>Measured by <a href="{address}">the SWEMWBS scale</a>.</p>')
    assert found("link") == []
    say(description=f'<p>Measured by <a href="{address}">patient activation</a>.</p>')
    only(found("link"), "UEC-02 links “patient activation” to https://measures.example/swemwbs/")


def test_a_list_is_as_long_as_the_sentence_before_it_says(say, found):
    items = "".join(f"<li>Enabler {number}</li>" for number in range(5))
    say(description=f"<p>There are five priority enablers:</p><ul>{items}</ul>")
    assert found("count") == []
    say(description=f"<p>There are four priority enablers:</p><ul>{items}</ul>")
    only(found("count"), "UEC-02 says four and lists 5")


def test_a_round_has_as_many_enabler_sheets_as_it_says(say, found, round):
    say(description="<p>Five priority enablers carry this.</p>")
    for number in range(5):
        Enabler.objects.create(round=round, slug=f"e{number}", title=f"Enabler {number}")
    assert found("enablers") == []
    say(description="<p>Four priority enablers carry this.</p>")
    only(found("enablers"), "UEC-02 says four enablers; the round has 5 enabler sheets")


# ── The whole round ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_numbers_of_headings_run_on_and_are_written_one_way(round, found):
    round.sections.create(order=2, heading="15.1 Equalities", body="<p>x</p>")
    round.sections.create(order=3, heading="15.2 Duty", body="<p>x</p>")
    round.sections.create(order=4, heading="2. Recommendations", body="<p>x</p>")
    assert found("numbering") == []
    round.sections.filter(heading="15.1 Equalities").delete()
    only(found("numbering"), "Front matter “15.2 Duty” has a heading 15.2 without a 15.1")
    round.sections.create(order=0, heading="1 Purpose", body="<p>x</p>")
    assert any("writes the number “1” where others are written “1.”" in says for _, says in found("numbering"))


def test_no_financial_implications_beside_claimed_savings_is_a_contradiction(round, chapter, found, author):
    round.sections.create(order=2, heading="Financial implications", body="<p>There are no direct financial implications.</p>")
    assert found("contradiction") == []
    actions.edit_chapter(
        chapter=chapter, by=author, revision=chapter.revision, finance_short_term="Fewer admissions save money for the system."
    )
    only(found("contradiction"), "says “no direct financial implications”; 1 chapter claims savings or investment")


def test_a_text_that_only_asks_to_note_does_not_seek_agreement(round, found):
    round.sections.create(order=2, heading="Recommendations", body="<p>Members are asked to note the report.</p>")
    assert found("verb") == []
    round.sections.create(order=3, heading="Next", body="<p>The next months serve to secure agreed plans.</p>")
    only(found("verb"), "Front matter “Recommendations” only asks readers to note")


def test_a_plan_dated_after_its_sign_off_is_still_a_draft(round, lead, author, found):
    named = {
        "slug": "p",
        "organisation": lead,
        "title": "Plan",
        "form": "ccg",
        "by": author,
        "year_from": 2019,
        "year_to": 2023,
        "content": {},
    }
    plan = actions.add_plan(**named, document_version="1.0", dated=date(2014, 4, 1), signed_off_date=date(2014, 4, 4))
    assert found("signed-off") == []
    plan.document_version, plan.dated = "0.19", date(2014, 5, 30)
    plan.save()
    says = [message for _, message in found("signed-off")]
    assert "was signed off on 4 April 2014 and is still a draft, version 0.19" in says[0]
    assert "is dated 30 May 2014, after it was signed off on 4 April 2014" in says[1]


def test_a_heading_has_words_and_a_place_of_the_round_is_named(round, say, found, borough):
    bromley = Place.objects.create(slug="bromley", name="Bromley", kind=PlaceKind.BOROUGH)
    round.places.set([borough, bromley])
    say(places=[borough, bromley])
    second = say(places=[borough])
    assert found("missing") == []
    round.sections.create(order=2, heading="Annex 1", body="")
    only(found("missing"), "Front matter “Annex 1” has a heading and no text")
    round.sections.filter(heading="Annex 1").delete()
    first = round.intentions.exclude(pk=second.pk).get()
    change(first, {"places": [borough]})
    only(found("missing"), "The round is for Bromley too, and no intention names it")


def test_a_heading_inside_a_text_has_words_under_it(say, found):
    say(description="<h3>Annex 1</h3><p>Attributes of care.</p>")
    assert found("bare-heading") == []
    say(description="<p>See below.</p><h3>Annex 1</h3>")
    only(found("bare-heading"), "UEC-02 has the heading “Annex 1” with nothing under it")


def test_one_service_with_two_timescales_is_linked_or_confirmed(say, found, author):
    first = say(title="Musculoskeletal services (MSK)", timescale="Commencing Q3 2014/15", description="<p>One.</p>")
    second = say(title="Musculoskeletal services (MSK)", timescale="2015/16", description="<p>Other.</p>")
    only(found("twins"), "UEC-01 (Commencing Q3 2014/15), UEC-02 (2015/16)")
    actions.relate(intention=first, others=[second], by=author)
    assert found("twins") == []


def test_maternity_without_a_timescale_cannot_be_published(say, found):
    maternity = say(title="Maternity", timescale="")
    assert found("timescale") == [("must", "UEC-01 has no timescale")]
    change(maternity, {"timescale": "2015/16"})
    assert found("timescale") == []


def test_the_same_text_for_two_boroughs_may_be_a_copy(say, found):
    text = "<p>Care coordinators in every practice, paid for by both boroughs together.</p>"
    lambeth, southwark = (Place.objects.create(slug=name.lower(), name=name, kind=PlaceKind.BOROUGH) for name in ("Lambeth", "Southwark"))
    say(places=[lambeth], title="One", description=text)
    assert found("copied") == []
    say(places=[southwark], title="Other", description=text)
    only(found("copied"), "UEC-01 says word for word what UEC-02 says (Lambeth; Southwark)")


@pytest.mark.parametrize(("day", "is_odd"), [(31, True), (30, False)])
def test_a_deadline_on_a_saturday_is_said(round, found, day, is_odd):
    round.notice_by_date = None
    round.response_deadline = datetime(2015, 1, day, 17, tzinfo=UTC)
    round.save()
    says = [("look", "The round has a deadline on a day nobody works: 31 January 2015 is a Saturday")]
    assert found("working-day") == (says if is_odd else [])


def test_tables_of_outcomes_tell_one_story(lead, author, found):
    plan, contact, early, alone = (
        outcomes.add_outcome(slug=slug, statement=says, by=author, owner=lead)
        for slug, says in (
            ("plan", "I plan my care"),
            ("contact", "I have contact"),
            ("early", "Help is early"),
            ("alone", "I live alone"),
        )
    )
    contract, annex = (OutcomeTable.objects.create(slug=slug, title=title) for slug, title in (("a", "Contract year"), ("b", "Annex 2")))

    def row(table, outcome, order, tier="", by=""):
        return OutcomeRow.objects.create(table=table, outcome=outcome, order=order, tier=tier, prioritised_by=by)

    row(contract, plan, 1, by="citizens")
    other = row(annex, plan, 1, tier="other (citizens)", by="citizens")
    assert found("tiers") == []
    other.tier = "additional, lower priority"
    other.save()
    only(found("tiers"), "“I plan my care” is prioritised by citizens in “Contract year” and stands lower")
    row(annex, contact, 2, tier="other (citizens)")
    row(contract, early, 3)
    row(contract, alone, 3)
    row(annex, early, 4, tier="additional")
    row(annex, alone, 5, tier="additional")
    says = [message for _, message in found("tiers")]
    assert any("“I have contact” stands in “Annex 2” and not in “Contract year”" in one for one in says)
    assert any("shares a row of “Contract year”" in one and "“Annex 2” keeps them apart" in one for one in says)


# ── Money ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def saving(amount, confidence="illustrative", **more):
    return {"kind": "saving", "amount": amount, "confidence": confidence, "basis": "Each practice prevents one", **more}


def test_illustrative_savings_do_not_reach_the_target(round, say, found):
    round.savings_target = 128_700_000
    round.save()
    for amount in (6_000_000, 45_000_000, 40_000_000):
        say(money=[saving(amount, year_from=2019, year_to=2019)], title=f"Saves {amount}")
    only(found("sum"), "target of £128.7 million; nothing of it is committed or estimated, and £91 million is only illustrative")
    say(money=[saving(128_700_000, "committed", year_from=2019, year_to=2019)])
    assert found("sum") == []


def test_an_amount_says_its_years(say, found):
    say(money=[saving(45_000_000, year_from=2019, year_to=2023)])
    assert found("undated-money") == []
    say(money=[saving(6_000_000)])
    only(found("undated-money"), "UEC-02 names £6 million without its years")


def test_an_amount_outside_the_years_of_the_round_is_said(say, found):
    say(money=[saving(1, year_from=2018, year_to=2019)])
    assert found("money-year") == []
    say(money=[saving(1, year_from=2027, year_to=2027)])
    only(found("money-year"), "UEC-02 has money in 2027/28, outside the years of the round (2019/20)")


# ── Dependencies ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_no_intention_waits_for_itself(say, found):
    say(dependencies="Needs UEC-02 first")
    second = say(dependencies="After UEC-03")
    third = say(dependencies="")
    assert found("circle") == []
    change(third, {"dependencies": "UEC-01"})
    assert found("circle") == [("must", "UEC-01 waits for itself: UEC-01 needs UEC-02 needs UEC-03 needs UEC-01")]
    change(second, {"dependencies": "UEC-02"})
    assert found("circle") == [("must", "UEC-02 depends on itself")]


def test_an_intention_depends_on_what_there_is(say, found):
    say(dependencies="Depends on COVID-19 and on UEC-01")
    assert found("dependency") == []
    say(dependencies="Depends on UEC-09")
    only(found("dependency"), "UEC-02 depends on UEC-09, which the round does not have")
