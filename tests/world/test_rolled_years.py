"""rolling.years, a sample: two rounds of the demonstration one year later. All four, by one, two and five years, in tests/proof."""

import pytest

from intentions.models import Money, Rollout, Round
from portal.accounts.models import User
from portal.nhsuk.words import financial_year
from tests.intentions.reading import soup, text
from tests.proof.rolling import Judge

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["lambeth-southwark-2015-16", "luton-2015-16"])
def test_every_time_of_a_round_is_moved_as_the_table_made_by_hand_has_it(slug):
    judge = Judge(Round.objects.get(slug=slug), 1).judge()
    judge.judge_written(User.objects.filter(is_demonstration=True).first(), taken=True)
    assert judge.wrong == []
    assert judge.tried > 100


def test_the_pair_of_the_demonstration_says_how_many_truly_changed(client):
    page = soup(client.get("/rounds/eastmere-live/compare/?with=last-year&page=all"))
    assert "31 truly changed, 47 only moved by the years." in text(page.main)
    assert [text(one) for one in page.select(".app-filters-on li")] == [
        "Truly changed (31)",
        "New or left out (0)",
        "Only moved by the years (47)",
    ]
    assert len(page.select("h2[id^=change-]")) == 31
    moved = soup(client.get("/rounds/eastmere-live/compare/?with=last-year&class=moved"))
    assert moved.select("h2[id^=change-]") == []
    assert len(moved.find("h2", string="Only moved by the years").find_next("ul").find_all("li")) == 47


def test_the_live_round_of_the_demonstration_carries_no_money_and_no_roll_out_of_another_year():
    live = Round.objects.get(slug="eastmere-live")
    money = Money.objects.filter(version__latest_of__round=live).exclude(year_from=None)
    assert {(one.year_from, one.year_to) for one in money} == {(live.year_from, live.year_to)}
    steps = Rollout.objects.filter(version__latest_of__round=live).values_list("year", flat=True)
    assert set(steps) == {live.years, financial_year(live.year_from - 1)}  # two of them began the year before
    assert {row["year_from"] for chapter in live.chapters.all() for row in chapter.money} == {live.year_from, None}
