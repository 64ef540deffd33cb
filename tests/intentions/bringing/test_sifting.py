"""Each proposal beside its pieces of the source: accepted, left out, mended, merged, split, moved; by several people at once."""

import pytest

from intentions.models import Brought, Finding, Version
from intentions.recognition.proposed import KINDS
from intentions.states import FindingKind

from ..reading import soup
from ..reading import text as words_of
from .documents import accept_all, brought_in, do, take_in, the


def text(answer):
    return words_of(soup(answer))


@pytest.fixture
def brought(sat):
    return brought_in(sat)


def shown(client, brought, query=""):
    return soup(client.get(f"{brought.get_absolute_url()}{query}")).select("#findings > li.app-sift__pair")


def test_whatever_the_recognition_proposes_has_a_kind_here():
    assert set(KINDS) == set(FindingKind.values)


def test_a_proposal_stands_beside_its_source_with_where_how_sure_and_why(sat, brought):
    one = the(brought, "intention", "two-hour")
    row = soup(sat.get(f"{brought.get_absolute_url()}?show=all")).select_one(f"#finding-{one.pk}")

    assert "two-hour response team in Eastham" in row.select_one(".app-sift__source").get_text()
    assert f"Line {one.line}" in row.get_text() or f"line {one.line}" in row.get_text()
    assert ("Sure" if one.is_sure else "Unsure") in row.get_text() and one.why in row.get_text()


def test_all_that_enters_the_draft_beside_the_words_is_shown_and_what_is_wrong_is_ticked_away(sat, brought, borough):
    one = the(brought, "intention", "two-hour")
    desk = soup(sat.get(f"{brought.get_absolute_url()}?show=all"))
    row = desk.select_one(f"#finding-{one.pk} .app-sift__facts").get_text(" ", strip=True)
    assert f"Places: {borough.name}" in row and "Timescale: from April 2019" in row and "Strength: Will" in row
    money = desk.select_one(f"#finding-{the(brought, 'money').pk} .app-sift__facts")
    assert "Pounds: 250,000" in money.get_text(" ", strip=True)
    assert "Timescale: from April 2019" in text(sat.get(one.get_absolute_url()))

    do(sat, one, "mend", kind="intention", title=one.title, words=one.words, home=f"f:{one.chapter_id}", without=["places", "strength"])
    take_in(sat, brought)
    version = next(one for one in Version.objects.all() if "two-hour" in one.description)
    assert (list(version.places.all()), version.strength, version.timescale) == ([], "", "from April 2019")


def test_each_paragraph_but_the_first_may_begin_the_second(sat, brought):
    one = the(brought, "intention", "same day")
    do(sat, one, "mend", kind="intention", title="Two", words="One thing.\n\nAnother thing.", home="")

    assert [(option["value"], option.get_text()) for option in soup(sat.get(one.get_absolute_url())).select("#paragraph option")] == [
        ("3", "Another thing.")
    ]


def test_unsure_ones_come_first_or_all_in_the_order_of_the_document(sat, brought):
    sure = [one.sure for one in brought.findings.all()]
    assert len(set(sure)) > 1
    ids = [row["id"].removeprefix("finding-") for row in shown(sat, brought, "?show=all")]
    assert [Finding.objects.get(pk=pk).sure for pk in ids] == sorted(sure)
    ids = [row["id"].removeprefix("finding-") for row in shown(sat, brought, "?show=all&order=document")]
    assert ids == [str(pk) for pk in brought.findings.order_by("order").values_list("pk", flat=True)]


def test_accepted_and_left_out_are_kept_at_once_and_found_again(sat, brought):
    one, other = the(brought, "intention", "two-hour"), the(brought, "intention", "syringing")
    do(sat, one, "accept")
    do(sat, other, "drop")

    assert [row["id"] for row in shown(sat, brought, "?show=accepted")] == [f"finding-{one.pk}"]
    assert [row["id"] for row in shown(sat, brought, "?show=dropped")] == [f"finding-{other.pk}"]
    assert "Ann Author" in shown(sat, brought, "?show=accepted")[0].get_text()


def test_the_count_says_where_every_piece_ends(sat, brought):
    total = brought.pieces.count()
    assert f"0 of {total} pieces of the source end somewhere" in text(sat.get(brought.get_absolute_url()))
    accept_all(sat, brought)
    assert f"{total} of {total} pieces of the source end somewhere: {total} in proposals, 0 left out by name, 0 still unsaid" in text(
        sat.get(brought.get_absolute_url())
    )
    one = the(brought, "intention", "syringing")
    do(sat, one, "drop")
    assert "1 left out by name, 0 still unsaid" in text(sat.get(brought.get_absolute_url()))
    assert "ear syringing" in text(sat.get(f"{brought.get_absolute_url()}?show=left"))


def test_what_two_people_say_of_one_proposal_is_said_once_and_nothing_typed_is_lost(sat, brought, at_desk, author, colleague):
    one = the(brought, "intention", "two-hour")
    do(at_desk(colleague), one, "drop")

    answer = do(at_desk(author), one, "accept")
    assert answer.status_code == 409 and "Col League changed this meanwhile" in text(answer)
    answer = do(sat, one, "mend", kind="intention", title="My own title", words="My words", home="")
    assert answer.status_code == 409 and "My own title" in str(answer.content) and "Col League" in text(answer)
    assert Finding.objects.get(pk=one.pk).verdict == "dropped"


def test_mending_keeps_title_words_and_chapter_and_accepts(sat, brought, chapter):
    one = the(brought, "intention", "syringing")
    do(sat, one, "mend", kind="intention", title="No more syringing", words="First.\nSecond.", home=f"c:{chapter.pk}")
    one.refresh_from_db()

    assert (one.title, one.words, one.standing, one.verdict) == ("No more syringing", "First.\nSecond.", chapter, "accepted")
    assert "In Urgent and emergency care" in text(sat.get(f"{brought.get_absolute_url()}?show=accepted"))


def test_mending_without_a_title_is_refused_where_it_is_typed(sat, brought):
    one = the(brought, "intention", "syringing")
    answer = do(sat, one, "mend", kind="intention", title="", words="Kept words", home="")

    assert answer.status_code == 422 and "Enter a title" in text(answer) and "Kept words" in str(answer.content)
    answer = do(sat, one, "mend", kind="intention", title="x", words="", home="c:nonsense")
    assert answer.status_code == 422


def test_this_is_a_passage(sat, brought):
    one = the(brought, "intention", "syringing")
    do(sat, one, "passage")

    one.refresh_from_db()
    assert (one.kind, one.verdict) == ("passage", "accepted")


def test_merging_loses_no_word_and_no_piece(sat, brought):
    first, second = the(brought, "intention", "same day"), the(brought, "intention", "two-hour")
    pieces = {*first.pieces.all(), *second.pieces.all()}
    do(sat, second, "merge")

    first.refresh_from_db()
    assert "same day" in first.words and "two-hour" in first.words and set(first.pieces.all()) == pieces
    assert not Finding.objects.filter(pk=second.pk).exists()


def test_the_first_of_its_kind_has_none_before_it(sat, brought):
    answer = do(sat, the(brought, "intention", "same day"), "merge")

    assert answer.status_code == 422 and "There is no intention before it" in text(answer)


def test_splitting_makes_two_beside_the_same_pieces(sat, brought):
    one = the(brought, "intention", "same day")
    do(sat, one, "mend", kind="intention", title="Two", words="One thing.\nAnother thing.", home="")
    one.refresh_from_db()
    do(sat, one, "split", paragraph="2")

    one.refresh_from_db()
    new = brought.findings.get(order=one.order + 1)
    assert (one.words, new.words, new.title, new.verdict) == ("One thing.", "Another thing.", "Another thing.", "open")
    assert set(new.pieces.all()) == set(one.pieces.all())
    orders = list(brought.findings.values_list("order", flat=True))
    assert len(orders) == len(set(orders))
    assert do(sat, one, "split", paragraph="9").status_code == 422 or Finding.objects.get(pk=one.pk).words == "One thing."


def test_many_are_accepted_left_out_and_moved_at_once(sat, brought, chapter):
    ones = list(brought.findings.filter(kind="intention"))
    ticks = [f"{one.pk}:{one.revision}" for one in ones]
    many = f"{brought.get_absolute_url()}many/"
    answer = sat.post(many, {"do": "move", "home": f"c:{chapter.pk}", "tick": ticks}, follow=True)
    assert "3 moved" in text(answer)
    assert {one.standing for one in brought.findings.filter(kind="intention")} == {chapter}

    answer = sat.post(many, {"do": "drop", "tick": ticks}, follow=True)
    assert "3 left as they are: somebody changed them meanwhile" in text(answer)
    assert sat.post(many, {"do": "drop"}).status_code == 422
    assert sat.post(many, {"do": "move", "tick": ticks}).status_code == 422
    assert sat.post(many, {"do": "drop", "tick": ["nonsense", "x:1"]}).status_code == 422


def test_all_sure_ones_are_accepted_in_one_act_and_the_others_wait(sat, brought):
    sat.post(f"{brought.get_absolute_url()}many/", {"do": "sure"})

    assert {one.is_sure for one in brought.findings.filter(verdict="accepted")} == {True}
    assert {one.is_sure for one in brought.findings.filter(verdict="open")} == {False}


def test_when_all_is_looked_at_there_is_nothing_more_to_accept(sat, brought):
    assert soup(sat.get(brought.get_absolute_url())).select_one("button[value=sure]")
    accept_all(sat, brought)
    assert not soup(sat.get(brought.get_absolute_url())).select_one("button[value=sure]")


def test_pieces_stand_in_the_order_of_the_source(sat, brought):
    one = the(brought, "intention", "same day")
    one.pieces.set(reversed(brought.pieces.order_by("order")[:4]))
    row = soup(sat.get(f"{brought.get_absolute_url()}?show=all")).select(f"#finding-{one.pk} blockquote")

    assert [piece.get_text() for piece in row] == list(brought.pieces.order_by("order").values_list("text", flat=True)[:4])


def test_after_an_act_one_is_at_the_same_place(sat, brought):
    answer = do(sat, the(brought, "intention", "same day"), "accept", then="show=all&order=document&page=1")

    assert answer["Location"] == f"{brought.get_absolute_url()}?show=all&order=document&page=1"


def test_what_is_taken_in_is_not_judged_any_more(sat, brought):
    Brought.objects.filter(pk=brought.pk).update(status="TAKEN_IN", taken_by=brought.by, taken_at=brought.at)
    answer = sat.post(the(brought, "intention").get_absolute_url(), {"do": "drop", "revision": 0}, follow=True)

    assert "not being gone through any more" in text(answer)
    assert not Finding.objects.filter(verdict="dropped").exists()


def test_three_hundred_proposals_cost_no_more_than_twelve_queries(sat, brought, django_assert_max_num_queries):
    one = the(brought, "intention")
    Finding.objects.bulk_create(
        Finding(brought=brought, order=100 + at, kind="intention", title=f"Number {at}", sure=0.5, chapter=one.chapter) for at in range(300)
    )
    for query in ("", "?show=all&order=document", "?show=all&page=3", "?show=left"):
        with django_assert_max_num_queries(12):
            page = sat.get(f"{brought.get_absolute_url()}{query}")
    assert len(shown(sat, brought, "?show=all&page=3")) == 25
    assert page.status_code == 200
