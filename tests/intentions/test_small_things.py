"""Small things of the writer's desk, each once in the way."""

from datetime import date

import pytest
from django.urls import reverse

from intentions import actions
from intentions.models import Programme
from portal.accounts.models import User
from portal.organisations.models import Membership, Organisation, Place
from portal.organisations.states import Kind, PlaceKind, Role

from .conftest import MONEY, NOON, WHOLE
from .reading import DRAFT, soup, text

YEAR = {"timescale": "2019/20", "from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": "year"}


def published(round, author, approver):
    for intention in round.intentions.select_related("latest"):
        actions.submit(version=intention.latest, by=author, is_carried_over=True)
        intention.latest.refresh_from_db()
        actions.approve(version=intention.latest, by=approver, at=NOON, is_carried_over=True)
    about = {"approving_body": "The board", "approved_date": None, "at": NOON, "is_carried_over": True}
    return actions.publish(round=round, by=approver, **about)


def test_an_empty_round_leads_only_where_something_is_and_checks_nothing(at_desk, author, round):
    page = soup(at_desk(author).get(DRAFT))
    links = [text(link) for link in page.select(".app-anchors a")]
    assert links == ["Chapters", "People and dates", "Front matter"]
    assert "No problems found" not in text(page.find("main"))
    assert page.select_one("#starting ~ a.nhsuk-button")


def test_a_round_with_an_intention_leads_everywhere(at_desk, author, version):
    links = [text(link) for link in soup(at_desk(author).get(DRAFT)).select(".app-anchors a")]
    assert {"Problems", "Comments", "Downloads", "Money", "By borough"} <= set(links)
    assert len(links) == len(set(links))


def test_the_only_possible_lead_is_not_offered_as_its_own_partner(at_desk, author, lead, partner):
    page = soup(at_desk(author).get("/rounds/start/"))
    offered = {box["value"] for box in page.select("input[name=participants]")}
    assert str(lead.pk) not in offered
    assert str(partner.pk) in offered


def test_whoever_may_lead_either_of_two_may_have_the_other_as_partner(at_desk, author, lead, partner):
    Membership.objects.create(user=author, organisation=partner, role=Role.AUTHOR)
    page = soup(at_desk(User.objects.get(pk=author.pk)).get("/rounds/start/"))
    assert {str(lead.pk), str(partner.pk)} <= {box["value"] for box in page.select("input[name=participants]")}


def test_a_chapter_without_money_of_its_own_says_so(at_desk, author, version):
    actions.save_version(version=version, by=author, revision=version.revision, content={"money": [MONEY]})
    said = text(soup(at_desk(author).get("/rounds/intentions-2019-20/draft/money/")).find("main"))
    assert "0 effects" not in said
    assert "UEC Urgent and emergency care : none written" in said


def test_an_amount_of_several_years_says_how_to_name_each(at_desk, author, version):
    desk = at_desk(author)
    actions.save_version(version=version, by=author, revision=version.revision, content={"money": [MONEY]})
    said = text(soup(desk.get("/rounds/intentions-2019-20/draft/UEC-01/")).find("main"))
    assert "Over all its years: if they differ, add a row for each year." in said


@pytest.mark.parametrize(("many", "heads"), [(12, []), (13, ["Urgent and emergency care", "Cancer"])])
def test_the_timeline_of_a_round_of_one_year_is_told_apart_by_programme(client, round, chapter, author, approver, many, heads):
    programme = Programme.objects.create(slug="cancer", name="Cancer", kind="cancer")
    cancer = actions.add_chapter(round=round, programme=programme, code="CAN", title="Cancer", by=author)
    for number in range(many):
        actions.add_intention(chapter=cancer if number % 2 else chapter, by=author, content={**WHOLE, **YEAR, "title": f"Change {number}"})
    published(round, author, approver)
    page = soup(client.get("/rounds/intentions-2019-20/view/?as=timeline"))
    assert [text(head) for head in page.select("#list-results h3")] == heads
    assert len(page.select("#list-results li a[href*=UEC], #list-results li a[href*=CAN]")) == many


def test_many_places_are_counted_in_a_column_and_named_on_the_page_of_the_intention(client, round, chapter, author, approver):
    named = ("Ash", "Bow", "Cam")
    places = [Place.objects.create(slug=name, name=f"{name} (demonstration)", kind=PlaceKind.BOROUGH) for name in named]
    actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "places": places})
    published(round, author, approver)
    for path, said in (("/rounds/intentions-2019-20/", "Where 3 places"), ("/rounds/intentions-2019-20/view/", "3 boroughs")):
        row = soup(client.get(path)).find("a", string="UEC-01").find_parent("tr")
        assert said in text(row)
        assert "Ash (demonstration)" not in text(row)
    assert "Ash (demonstration), Bow (demonstration), Cam (demonstration)" in text(
        soup(client.get("/rounds/intentions-2019-20/UEC-01/")).main
    )
    assert b"Bow (demonstration)" in client.get("/rounds/intentions-2019-20/view/?download=csv").content


def test_what_nobody_said_is_no_missing_data(client, round, chapter, author, approver):
    actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    published(round, author, approver)
    for path in ("/rounds/intentions-2019-20/", "/rounds/intentions-2019-20/view/"):
        row = text(soup(client.get(path)).find("a", string="UEC-01").find_parent("tr"))
        assert "No data" not in row
        assert row.count("Not said") == 3  # where, how strongly, what becomes of the service


def test_an_example_asks_first_for_the_organisations_of_the_round(at_desk, author, round, lead, partner):
    far = {"kinds": [Kind.ACUTE_TRUST]}
    others = [Organisation.objects.create(slug=f"far-{n}", name=f"Far {n}", short_name=f"Far {n}", **far) for n in range(40)]
    page = soup(at_desk(author).get(reverse("intentions:add_passage", args=[round.slug, "example"])))
    boxes = page.select("input[name=organisations]")
    near = [box["value"] for box in boxes if not box.find_parent("details")]
    assert set(near) == {str(lead.pk), str(partner.pk)}
    assert {str(one.pk) for one in others} <= {box["value"] for box in boxes}


@pytest.mark.parametrize("path", ["/meetings/", "/rounds/intentions-2019-20/"])
def test_an_author_who_sits_on_no_committee_finds_where_papers_are_made(at_desk, client, author, chapter, round, approver, path):
    actions.add_intention(chapter=chapter, by=author, content=WHOLE)
    published(round, author, approver)
    assert not soup(client.get(path)).find("a", href="/papers/make/")
    assert soup(at_desk(author).get(path)).find("a", href="/papers/make/")
    assert at_desk(author).get("/papers/make/").status_code == 200


def test_a_period_with_a_day_always_says_how_exact_it_is(version, author):
    for said in ({"from_date": date(2019, 4, 1), "precision": "month"}, {"precision": ""}):
        version.refresh_from_db()
        actions.save_version(version=version, by=author, revision=version.revision, content=said)
    version.refresh_from_db()
    assert version.precision == "day"


def test_the_text_to_approve_has_the_width_of_the_page(at_desk, approver, in_review):
    page = soup(at_desk(approver).get("/rounds/intentions-2019-20/draft/UEC-01/approve/"))
    around = page.find("h1").find_parent("div")
    assert around["class"] == ["nhsuk-grid-column-full"]
    assert not around.select(".nhsuk-grid-column-one-third, .nhsuk-grid-column-one-half")
