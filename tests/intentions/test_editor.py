"""The intention editor: what is typed is saved or still on the page, and what is wrong is said where it happened."""

from datetime import date
from decimal import Decimal

import pytest

from intentions import actions
from intentions.states import Precision, Status

from .conftest import WHOLE
from .editing import now, save
from .reading import DRAFT, EDIT, problems, soup, text, typed


# ── Saving ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_typed_is_saved(desk, trust, borough, round):
    round.places.add(borough)
    answer = save(
        desk,
        title="Same day emergency care every day",
        description="We will\n\n- open\n- staff",
        theme="Flow",
        kind="new-service",
        strength="will",
        places=[str(borough.pk)],
        setting="in-hospital",
        timescale="Commencing Q3 2019/20",
        affects="named",
        providers=[str(trust.pk)],
        provider_kinds=["mental-health-trust"],
        dependencies="Estate",
        lever="Quality schedule",
        schedule="sdip",
    )
    assert answer.status_code == 302
    version = now()
    assert version.title == "Same day emergency care every day"
    assert version.description == "<p>We will</p><ul><li>open</li><li>staff</li></ul>"
    assert (list(version.places.all()), list(version.providers.all())) == ([borough], [trust])
    assert (version.provider_kinds, version.affects_no_provider) == (["mental-health-trust"], False)
    assert (version.from_date, version.to_date, version.precision) == (date(2019, 10, 1), None, Precision.QUARTER)
    assert (version.schedule, version.setting, version.strength) == ("sdip", "in-hospital", "will")


def test_a_page_sent_back_untouched_changes_nothing(desk, chapter, author, trust, borough):
    money = {"kind": "saving", "bearer": "system", "amount": Decimal("45000000.50"), "year_from": 2019, "is_recurrent": False, "basis": "x"}
    content = {"places": [borough], "providers": [trust], "affects_no_provider": False, "money": [money, {"kind": "pressure"}]}
    period = {"timescale": "", "from_date": date(2019, 4, 1), "to_date": date(2020, 3, 31), "precision": Precision.ROUND}
    table = '<p>One</p><table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>'
    before = actions.save_version(version=now(), by=author, content={**content, **period, "description": table}, revision=now().revision)
    assert save(desk).status_code == 302
    after = now()
    assert (after.revision, after.content()) == (before.revision, before.content())


def test_the_page_says_how_a_timescale_was_read(desk):
    save(desk, timescale="Q3 2019/20")
    assert text(soup(desk.get(EDIT)).find(id="period")) == "Read as: October to December 2019 (quarter 3 of 2019/20)."


def test_a_timescale_that_cannot_be_read_is_kept_and_said_to_be_so(desk):
    save(desk, timescale="when the estate is ready")
    page = soup(desk.get(EDIT))
    assert page.find("input", attrs={"name": "timescale"})["value"] == "when the estate is ready"
    assert "could not be read as a period: “when the estate is ready”" in text(page.find("main"))


def test_dates_typed_by_hand_are_the_period(desk):
    dates = {"from_date_day": "1", "from_date_month": "5", "from_date_year": "2019"}
    save(desk, timescale="when the estate is ready", **dates)
    assert (now().from_date, now().to_date, now().precision) == (date(2019, 5, 1), None, Precision.DAY)
    assert soup(desk.get(EDIT)).find("input", attrs={"name": "from_date_month"})["value"] == "5"


def test_no_provider_is_an_answer(desk, trust):
    save(desk, affects="named", providers=[str(trust.pk)])
    save(desk, affects="none")
    assert (list(now().providers.all()), now().affects_no_provider) == ([], True)


def test_saving_may_send_for_approval_in_one_go(desk, version):
    answer = save(desk, theme="Flow", then="submit")
    assert answer.status_code == 302
    assert (now().status, now().theme) == (Status.IN_REVIEW, "Flow")


def test_a_returned_text_says_what_should_change(desk, in_review, approver):
    actions.return_(version=in_review, by=approver, reason="Say by when")
    assert "Say by when" in text(soup(desk.get(EDIT)).find("main"))


# ── Money, row by row, without scripts ──────────────────────────────────────────────────────────────────────────────
def test_a_row_of_money_is_added_typed_removed_and_nothing_else_is_lost(desk):
    sent = {**typed(desk.get(EDIT)), "theme": "Not saved yet"}
    added = desk.post(EDIT, {**sent, "add_money": "1"})
    assert added.status_code == 200
    assert now().theme == ""
    row = {"money-0-kind": "saving", "money-0-amount": "£1.5 million", "money-0-year_from": "2019"}
    twice = desk.post(EDIT, {**typed(added), **row, "add_money": "1"})
    assert typed(twice)["money-0-amount"] == ["£1.5 million"]
    assert typed(twice)["theme"] == ["Not saved yet"]
    second = {"money-1-kind": "investment", "money-1-amount": "20"}
    one = desk.post(EDIT, {**typed(twice), **second, "remove_money": "0"})
    assert typed(one)["money-0-kind"] == ["investment"]
    assert desk.post(EDIT, typed(one)).status_code == 302
    assert [(row.kind, row.amount) for row in now().money.all()] == [("investment", Decimal("20"))]
    assert now().theme == "Not saved yet"


def test_an_amount_may_stay_unknown(desk):
    added = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    desk.post(EDIT, {**typed(added), "money-0-kind": "saving", "money-0-confidence": "illustrative"})
    assert [(row.amount, row.confidence) for row in now().money.all()] == [(None, "illustrative")]


def test_an_empty_row_is_no_row(desk):
    added = desk.post(EDIT, {**typed(desk.get(EDIT)), "add_money": "1"})
    assert desk.post(EDIT, typed(added)).status_code == 302
    assert not now().money.exists()


# ── Bad input ───────────────────────────────────────────────────────────────────────────────────────────────────────
FOREIGN = "7b7c0f2c-8a5e-4c58-9d4a-000000000000"
ROW = {"money-TOTAL_FORMS": "1", "money-0-kind": "saving"}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": " "}, "Enter a title"),
        ({"title": "x" * 5000}, "Title must be 200 characters or less"),
        ({"timescale": "x" * 201}, "When must be 200 characters or less"),
        ({"setting": "on the moon"}, "Select one of the answers listed"),
        ({"places": [FOREIGN]}, "Select one of the answers listed"),
        ({"affects": "named", "providers": [FOREIGN]}, "Select one of the answers listed"),
        ({"outcomes": [FOREIGN]}, "Select one of the answers listed"),
        ({"from_date_day": "31", "from_date_month": "2", "from_date_year": "2019"}, "Start date must be a real date"),
        (
            {
                **{"from_date_day": "1", "from_date_month": "5", "from_date_year": "2019"},
                **{"to_date_day": "30", "to_date_month": "4", "to_date_year": "2019"},
            },
            "End date must be the same as or after the start date",
        ),
        ({**ROW, "money-0-amount": "-5"}, "Amount must be £0 or more"),
        ({**ROW, "money-0-amount": "999999999999999"}, "Amount must be £100 billion or less"),
        ({**ROW, "money-0-amount": "lots"}, "Amount must be an amount, like 250,000 or 1.5 million"),
        ({**ROW, "money-0-kind": "", "money-0-amount": "5"}, "Select a kind of money"),
        (
            {**ROW, "money-0-year_from": "2020", "money-0-year_to": "2019"},
            "Last year must be the same as or after the first year",
        ),
        ({"money-TOTAL_FORMS": ""}, "The money on this page is incomplete. Load the page again"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_is_kept(desk, changes, says):
    before = now()
    answer = save(desk, theme="Typed and kept", **changes)
    assert answer.status_code == 422
    assert problems(answer) == [says]
    assert soup(answer).title.text.startswith("Error: ")
    sent = typed(answer)
    assert sent["theme"] == ["Typed and kept"]
    for name, value in changes.items():
        if name in ("title", "timescale", "from_date_day", "money-0-amount") and str(value).strip():
            assert sent[name] == [value]
    assert (now().revision, now().title) == (before.revision, before.title)


def test_a_problem_leads_to_its_field(desk):
    answer = save(desk, title="")
    link = soup(answer).find(class_="nhsuk-error-summary").find("a")
    assert soup(answer).find(id=link["href"].removeprefix("#"))["name"] == "title"


def test_a_script_in_rich_text_never_arrives(desk):
    save(desk, description="<p>Fair</p><script>steal()</script><p onclick=steal()>words</p><img src=x onerror=steal()>")
    assert now().description == "<p>Fair</p><p>words</p>"


def test_a_script_in_plain_text_is_only_words(desk):
    save(desk, title="<script>steal()</script>")
    assert now().title == "<script>steal()</script>"
    assert "<script>steal()" not in desk.get(EDIT).content.decode()


def test_an_absurd_table_is_refused_or_cut_and_kept(desk):
    wide = "<table><tbody><tr><td colspan=100000>a</td></tr></tbody></table>"
    answer = save(desk, description=wide)
    if answer.status_code == 422:
        assert problems(answer)
        assert "100000" in typed(answer)["description"][0]
    else:
        assert "100000" not in now().description


def test_too_long_a_text_is_refused_and_kept(desk):
    long = "<p>" + "word " * 60_000 + "</p>"
    answer = save(desk, description=long)
    assert answer.status_code == 422
    assert problems(answer)
    assert typed(answer)["description"][0].count("word") == 60_000
    assert now().description == WHOLE["description"]


def test_an_intention_of_another_round_is_not_found_under_this_one(desk, lead, author, programme):
    other = actions.start_round(
        title="Other", slug="other", kind="annual", lead=lead, participants=[], year_from=2020, year_to=2020, by=author
    )
    chapter = actions.add_chapter(round=other, programme=programme, code="CAN", title="Cancer", by=author)
    actions.add_intention(chapter=chapter, by=author, content={"title": "Elsewhere"})
    assert desk.get(f"{DRAFT}CAN-01/").status_code == 404
    assert desk.post(f"{DRAFT}CAN-01/", {}).status_code == 404
