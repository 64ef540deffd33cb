"""Days of a document in figures: asked once for the whole of it where nobody can know, and nothing kept as a date before that."""

import pytest

from intentions.models import Brought, Intention, Version

from ..reading import soup
from ..reading import text as words_of
from .documents import HERE, accept_all, brought_in, do, take_in, text_file, the
from .next_year import book, of, stand

ROWS = (
    ("", "Same day unit", "Every acute site opens a unit.", "By 04/03/2020", ""),
    ("", "Falls response", "A team goes out to people who fall.", "From 05/06/2020", ""),
    ("", "Ear syringing", "Hospitals stop routine ear syringing.", "October 2019", ""),
)
TOLD = (*ROWS, ("", "Virtual wards", "Frailty virtual wards open.", "By 25/03/2020", ""))
AMERICAN = (*ROWS, ("", "Virtual wards", "Frailty virtual wards open.", "By 03/25/2020", ""))
BOTH = (*TOLD, ("", "Beds", "Six beds open for people who wait.", "By 03/26/2020", ""))


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat, book(ROWS))


def say(client, brought, order, seen="ask"):
    return client.post(f"{brought.get_absolute_url()}dates/", {"order": order, "seen": seen}, follow=True)


def dated(title):
    version = Version.objects.get(title=title)
    return version.timescale, str(version.from_date or ""), str(version.to_date or "")


def asked(client, brought):
    return soup(client.get(brought.get_absolute_url())).select_one("#dates")


def test_it_is_asked_for_the_whole_document_with_both_readings(sat, brought):
    question = asked(sat, brought)

    assert "Which day is 04/03/2020?" in words_of(question)
    assert "2 days of this document may be two: 04/03/2020, 05/06/2020" in words_of(question)
    assert "No day in it tells which comes first" in words_of(question)
    assert [words_of(one) for one in question.select("button")] == [
        "Day first: 04/03/2020 is 4 March 2020",
        "Month first: 04/03/2020 is 3 April 2020",
    ]
    row = soup(sat.get(f"{brought.get_absolute_url()}?show=all")).select_one(f"#finding-{of(brought, 'Same day').pk}")
    assert "By 04/03/2020 (day or month first?)" in words_of(row)


def test_nothing_is_kept_as_a_date_before_the_answer(sat, brought):
    assert of(brought, "Same day").facts["timescale"]["to"] is None
    accept_all(sat, brought)
    answer = sat.post(f"{brought.get_absolute_url()}take-in/")

    assert answer.status_code == 422 and "Say first whether the day or the month comes first in 04/03/2020" in text(answer)
    assert not Intention.objects.exists()


@pytest.mark.parametrize(
    ("order", "unit", "falls"),
    [
        ("day", ("By 04/03/2020", "", "2020-03-04"), ("From 05/06/2020", "2020-06-05", "")),
        ("month", ("By 3 April 2020", "", "2020-04-03"), ("From 6 May 2020", "2020-05-06", "")),
    ],
)
def test_one_answer_counts_for_all_of_them(sat, brought, order, unit, falls):
    assert "2 proposals read so" in text(say(sat, brought, order))
    take_in(sat, brought)

    assert (dated("Same day unit"), dated("Falls response")) == (unit, falls)
    assert dated("Ear syringing") == ("October 2019", "2019-10-01", "2019-10-31")


def test_the_answer_can_be_given_anew_until_it_is_taken_in(sat, brought):
    say(sat, brought, "month")
    question = asked(sat, brought)
    assert "Days in figures: month first" in words_of(question) and "Ann Author said so" in words_of(question)
    assert "By 3 April 2020 (“By 04/03/2020”)" in text(sat.get(f"{brought.get_absolute_url()}?show=all"))
    assert [one["value"] for one in question.select("button")] == ["day"]
    say(sat, brought, "day", "month")
    take_in(sat, brought)

    assert dated("Same day unit") == ("By 04/03/2020", "", "2020-03-04")
    assert "not being gone through any more" in text(say(sat, brought, "month", "day"))


@pytest.mark.parametrize(
    ("rows", "order", "says", "unit"),
    [
        (TOLD, "day", "25/03/2020 can only be day first", ("By 04/03/2020", "", "2020-03-04")),
        (AMERICAN, "month", "03/25/2020 can only be month first", ("By 3 April 2020", "", "2020-04-03")),
    ],
)
def test_what_the_document_tells_itself_is_not_asked_and_is_said(sat, rows, order, says, unit):
    brought = brought_in(sat, book(rows))

    assert brought.date_order == order
    assert says in words_of(asked(sat, brought)) and "The document tells it itself" in words_of(asked(sat, brought))
    take_in(sat, brought)
    assert dated("Same day unit") == unit and dated("Virtual wards")[2] == "2020-03-25"


def test_a_document_that_tells_both_is_asked_with_what_it_tells(sat):
    brought = brought_in(sat, book(BOTH))

    assert brought.date_order == "ask"
    assert "It holds both: 25/03/2020 can only be day first, 03/26/2020 only month first" in words_of(asked(sat, brought))


def test_a_document_without_such_days_is_asked_nothing(sat):
    brought = brought_in(sat, book(ROWS[2:]))

    assert brought.date_order == "" and asked(sat, brought) is None
    assert "not being gone through" in text(say(sat, brought, "day", ""))


def test_what_is_left_out_asks_nothing(sat, brought):
    for title in ("Same day", "Falls"):
        do(sat, of(brought, title), "drop")
    take_in(sat, brought)

    assert brought.status == "TAKEN_IN"


def test_a_sentence_that_names_such_a_day_is_asked_too(sat):
    words = "Planned care\n\nCommissioning intentions\n\nWe will open a unit for eyes by 04/03/2020 at each site.\n"
    brought = brought_in(sat, text_file(words))
    assert the(brought, "intention", "eyes").facts["timescale"]["asks"] and brought.date_order == "ask"


def test_a_redline_shows_no_day_before_the_answer(sat, chapter, author):
    stand(chapter, author, {"UEC-01": ("Same day unit", "Every acute site opens a unit.", "2019/20")})
    brought = brought_in(sat, book(ROWS[:1]))
    over = f"{brought.get_absolute_url()}?show=matched"
    assert "March 2020" not in words_of(soup(sat.get(over)).select_one(".app-sift__over"))
    say(sat, brought, "month")

    assert "3 April 2020" in words_of(soup(sat.get(over)).select_one(".app-sift__over"))


# ── Two people, and nobody else


def test_of_two_answers_the_second_is_told(sat, brought, at_desk, colleague):
    say(at_desk(colleague), brought, "month")
    answer = say(sat, brought, "day")

    assert answer.status_code == 409 and "Somebody answered this meanwhile" in text(answer)
    assert Brought.objects.get().date_order == "month"


@pytest.mark.parametrize("order", ["", "ask", "year"])
def test_what_is_no_answer_is_none(sat, brought, order):
    assert say(sat, brought, order).status_code == 422
    assert Brought.objects.get().date_order == "ask"


@pytest.mark.parametrize("who", ["viewer", "stranger"])
def test_nobody_else_answers(at_desk, request, brought, who):
    answer = at_desk(request.getfixturevalue(who)).post(f"{HERE}{brought.pk}/dates/", {"order": "day", "seen": "ask"})

    assert answer.status_code in (403, 404) and Brought.objects.get().date_order == "ask"
