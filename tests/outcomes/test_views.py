from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from outcomes.models import Indicator, Measure, Observation, Outcome, Target
from outcomes.states import Join

LIBRARY = "/outcomes/"


def read(response, status=200):
    assert response.status_code == status, response.content.decode()[:2000]
    return BeautifulSoup(response.content, "html.parser")


def words(element):
    return " ".join(element.get_text(" ").split())


def counted(measure, *values):
    Observation.objects.bulk_create(
        Observation(measure=measure, period=f"{2001 + at}", date=date(2001 + at, 12, 31), value=value) for at, value in enumerate(values)
    )


def test_the_library_shows_what_is_published_and_says_when_there_is_no_measure(client, outcome, published):
    page = read(client.get(LIBRARY))

    rows = [words(row) for row in page.select("tbody tr")]
    assert len(rows) == 1
    assert "I get help early" in rows[0]
    assert "No measure yet: to be developed." in rows[0]
    assert outcome.statement not in words(page)


def test_an_empty_library_says_so(client, db):
    assert "No outcome has been published." in words(read(client.get(LIBRARY)))


def test_the_latest_reading_is_said_in_words_beside_its_icons(client, measure):
    Target.objects.create(measure=measure, operator="<=", value=5)
    counted(measure, *[20, 22] * 7, 2)

    row = read(client.get(LIBRARY)).select_one("tbody tr")

    assert "Emergency admissions: getting better, target not met yet." in words(row)
    assert len(row.select("svg[aria-hidden=true]")) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("framework=NHS+Outcomes+Framework", ["I get help early"]),
        ("framework=Unheard+of", ["I am safe", "I get help early"]),
        ("place=eastham", ["I am safe"]),
        ("population=Carers", ["I am safe"]),
        ("q=early", ["I get help early"]),
        ("sort=-outcome", ["I get help early", "I am safe"]),
    ],
)
def test_the_library_is_filtered_by_its_address(client, measure, borough, query, found):
    measure.indicator = Indicator.objects.create(slug="admissions", title="Admissions", framework="NHS Outcomes Framework")
    measure.save()
    Measure.objects.create(outcome=measure.outcome, title="Again", indicator=measure.indicator)
    Outcome.objects.create(slug="safe", statement="I am safe", population="Carers", is_published=True).places.add(borough)

    page = read(client.get(f"{LIBRARY}?{query}"))

    assert [words(link) for link in page.select("tbody a")] == found


def test_no_match_says_what_there_would_be(client, published):
    assert "No outcomes match." in words(read(client.get(f"{LIBRARY}?q=nothing")))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "docx"])
def test_the_library_is_downloaded(client, measure, kind):
    response = client.get(f"{LIBRARY}?download={kind}")

    assert response.status_code == 200
    assert response["Content-Disposition"].endswith(f'.{kind}"')
    assert kind != "csv" or "I get help early" in response.content.decode("utf-8-sig")


def test_one_row_or_three_take_the_same_queries(client, measure, django_assert_max_num_queries):
    def queries():
        with django_assert_max_num_queries(12) as found:
            client.get(LIBRARY)
        return len(found)

    counted(measure, 1, 2, 3)
    one = queries()
    for number in range(2):
        outcome = Outcome.objects.create(slug=f"other-{number}", statement=f"Other {number}", is_published=True)
        counted(Measure.objects.create(outcome=outcome, title="Other"), 4, 5)

    assert queries() == one


def test_an_outcome_shows_its_chart_with_the_data_in_a_table(client, measure, django_assert_max_num_queries):
    counted(measure, 10, 12, 11)

    with django_assert_max_num_queries(12):
        page = read(client.get(measure.outcome.get_absolute_url()))

    picture = page.select_one("svg.app-chart")
    title, description = (page.find(id=name) for name in picture["aria-labelledby"].split())
    assert words(title) == "Emergency admissions"
    assert "no significant change. Trial limits: only 3 points." in words(description)
    assert [words(cell) for cell in page.select("table tbody tr:first-child > *")] == ["Period 2001", "Value 10", "Special cause None"]
    assert not page.select("[style], script:not([src])")


def test_measures_say_how_they_are_joined_and_that_it_is_not_settled_who_measures(client, measure, borough):
    Measure.objects.create(
        outcome=measure.outcome, order=2, title="Time at home", joined_by=Join.OR, is_measurer_settled=False, who_measures="The CSU"
    )
    Target.objects.create(measure=measure, operator="reduce-by", value="3.5", unit="%", place=borough, period="2015/16")

    text = words(read(client.get(measure.outcome.get_absolute_url())))

    assert "Or Time at home" in text
    assert "The CSU (not settled)" in text
    assert "Target, Eastham, 2015/16 reduce by 3.5%" in text


def test_a_draft_and_an_outcome_that_is_not_there_answer_alike(client, author, outcome):
    client.force_login(author)

    draft = client.get(f"/outcomes/{outcome.slug}/")
    absent = client.get("/outcomes/not-there/")

    assert draft.status_code == absent.status_code == 404
    assert words(read(draft, 404).select_one("main")) == words(read(absent, 404).select_one("main"))


def test_the_public_page_is_the_same_to_everyone_but_for_the_card(client, author, stranger, published):
    pages = {}
    for person in (None, stranger, author):
        if person:
            client.force_login(person)
        page = read(client.get(published.get_absolute_url())).select_one("main")
        pages[person] = words(page)

    assert pages[None] == pages[stranger]
    assert pages[author].replace("For your organisation Edit this outcome ", "") == pages[None]


def test_an_author_writes_an_outcome_and_goes_on_to_its_measures(client, author):
    client.force_login(author)

    response = client.post(reverse("outcomes:create"), {"statement": "I am heard", "owner": "north-ccg"}, follow=True)

    page = read(response)
    assert response.redirect_chain[-1][0] == "/outcomes/draft/i-am-heard/"
    assert "Outcome saved as a draft." in words(page.select_one(".nhsuk-notification-banner"))
    assert Outcome.objects.get().owner.slug == "north-ccg"


def test_what_was_typed_stays_when_the_form_is_wrong(client, author):
    client.force_login(author)

    page = read(client.post(reverse("outcomes:create"), {"statement": "", "population": "Carers", "owner": "south-ccg"}), 422)

    summary = words(page.select_one(".nhsuk-error-summary"))
    assert "Enter the statement" in summary
    assert "Select one of the answers listed" in summary
    assert page.select_one("[name=population]")["value"] == "Carers"
    assert words(page.title).startswith("Error: ")
    assert not Outcome.objects.exists()


def test_a_save_from_an_old_page_shows_both_texts_and_overwrites_nothing(client, author, approver, outcome):
    address = reverse("outcomes:edit", args=[outcome.slug])
    client.force_login(approver)
    client.post(address, {"statement": "Theirs", "revision": "0"})
    client.force_login(author)

    page = read(client.post(address, {"statement": "Mine", "revision": "0"}), 409)

    assert "Abe Approver saved this at" in words(page)
    assert "Theirs: Theirs" in words(page)
    assert page.select_one("[name=statement]").get_text().strip() == "Mine"
    outcome.refresh_from_db()
    assert outcome.statement == "Theirs"
    read(client.post(address, {"statement": "Mine", "revision": page.select_one("[name=revision]")["value"]}, follow=True))
    outcome.refresh_from_db()
    assert outcome.statement == "Mine"


def test_a_measure_a_target_and_values_are_added_from_the_draft(client, author, outcome):
    client.force_login(author)
    draft = reverse("outcomes:edit", args=[outcome.slug])
    typed = {"title": "Days at home", "status": "available", "is_measurer_settled": "True"}
    read(client.post(reverse("outcomes:add_measure", args=[outcome.slug]), typed, follow=True))
    measure = Measure.objects.get()
    read(client.post(reverse("outcomes:add_target", args=[outcome.slug, measure.pk]), {"operator": ">=", "value": "91"}, follow=True))
    values = reverse("outcomes:put_observations", args=[outcome.slug, measure.pk])
    read(client.post(values, {"rows": "2014/15\t80\n2015/16\t85"}, follow=True))

    text = words(read(client.get(draft)))

    assert "Days at home" in text
    assert "Target : at least 91".replace(" :", ":") in text
    assert "Days at home: no significant change" in text


@pytest.mark.parametrize(("rows", "shown"), [("2014/15\t80", ".nhsuk-details li"), ("2014/15\t80\n2015/16\t85", "svg.app-chart")])
def test_values_are_seen_before_the_outcome_is_public(client, author, outcome, rows, shown):
    client.force_login(author)
    measure = Measure.objects.create(outcome=outcome, order=1, title="Days at home", status="available")
    client.post(reverse("outcomes:put_observations", args=[outcome.slug, measure.pk]), {"rows": rows})
    page = read(client.get(reverse("outcomes:edit", args=[outcome.slug])))
    assert page.select(shown)
    assert "80" in words(page.select_one(".nhsuk-details"))


def test_wrong_lines_are_listed_and_the_rows_stay(client, author, published, measure):
    client.force_login(author)

    page = read(client.post(reverse("outcomes:put_observations", args=[published.slug, measure.pk]), {"rows": "x,1\n2014/15,y"}), 422)

    assert [words(item)[:7] for item in page.select("main li") if words(item).startswith("Line")][-2:] == ["Line 1:", "Line 2:"]
    assert "2014/15,y" in page.select_one("textarea").get_text()


def test_the_approver_publishes_and_the_author_may_not(client, author, approver, outcome):
    address = reverse("outcomes:publish", args=[outcome.slug])
    client.force_login(author)
    assert client.post(address).status_code == 403
    client.force_login(approver)

    page = read(client.post(address, follow=True))

    assert "Outcome published. Everyone can read it." in words(page)
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("name", ["edit", "add_measure"])
def test_nobody_else_reaches_a_draft(client, stranger, viewer, outcome, name):
    address = reverse(f"outcomes:{name}", args=[outcome.slug])
    assert client.get(address).status_code == 302
    client.force_login(stranger)
    assert client.get(address).status_code == 404
    client.force_login(viewer)
    assert client.get(address).status_code == 403


def test_a_measure_of_another_outcome_is_not_there(client, author, outcome, measure):
    client.force_login(author)

    for name in ("edit_measure", "remove_measure", "add_target", "put_observations"):
        address = reverse(f"outcomes:{name}", args=[outcome.slug, measure.pk])
        assert client.post(address, {}).status_code == 404


def test_a_measure_and_a_target_are_removed(client, author, published, measure):
    target = Target.objects.create(measure=measure, operator="<=", value=5)
    client.force_login(author)

    client.post(reverse("outcomes:remove_target", args=[published.slug, target.pk]))
    assert not Target.objects.exists()
    page = read(client.post(reverse("outcomes:remove_measure", args=[published.slug, measure.pk]), follow=True))

    assert "Measure removed: Emergency admissions." in words(page)
    assert not Measure.objects.exists()
