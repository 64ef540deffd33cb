"""A draft round goes out as a workbook and comes back: nothing is changed before somebody says so, and all of it can be undone."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError

from intentions import actions
from intentions.models import Intention, Many, Version
from intentions.models import Workbook as Kept

from ..conftest import WHOLE
from .books import CONTRACT, HERE, brought, content, put, take_in, taken_out, text, tokens


def test_what_goes_out_and_comes_back_unchanged_changes_nothing(sat):
    preview = brought(sat, taken_out(sat))

    assert "3 rows say what stands" in text(preview)
    assert tokens(preview, "all") == []


def test_every_cell_that_was_changed_is_shown_and_saved_and_undone_in_one_step(sat, trust):
    before, book = content("UEC-01"), taken_out(sat)
    put(book, "Intentions", 2, Title="A new title", Start_date=date(2019, 7, 1), Strength_of_intent="Review", Providers=None)
    put(book, "Money", 2, Amount=1200.5, Recurrent="No")
    put(book, "Contracts", 2, Contract_reference="C-18")

    preview = brought(sat, book)
    assert [token.partition(":")[0] for token in tokens(preview)] == ["UEC-01"]
    assert "Title" in text(preview) and "A new title" in text(preview)
    assert content("UEC-01") == before

    after = take_in(sat, preview)
    said = content("UEC-01")
    assert (said["title"], said["from_date"], said["strength"], list(said["providers"])) == ("A new title", date(2019, 7, 1), "review", [])
    assert (said["money"][0]["amount"], said["money"][0]["is_recurrent"]) == (Decimal("1200.50"), False)
    assert said["contracts"] == [{**CONTRACT, "reference": "C-18"}]
    assert "You can undo this step" in text(after)

    step = Many.objects.get()
    sat.post(f"/rounds/intentions-2019-20/draft/many/{step.pk}/undo/")
    again = content("UEC-01")
    assert {key: list(value) if key in ("places", "providers", "outcomes") else value for key, value in again.items()} == {
        key: list(value) if key in ("places", "providers", "outcomes") else value for key, value in before.items()
    }


def test_a_new_row_is_a_new_intention_with_its_rows_unsaid_and_undone(sat):
    book = taken_out(sat)
    put(book, "Intentions", 5, Programme="UEC Urgent and emergency care", Title="Quite new", Description="- one\n- two", When="2019/20")

    preview = brought(sat, book)
    take_in(sat, preview)

    made = Intention.objects.get(reference="UEC-04")
    assert made.latest.title == "Quite new"
    assert made.latest.description == "<ul><li>one</li><li>two</li></ul>"
    assert made.latest.from_date == date(2019, 4, 1)
    sat.post(f"/rounds/intentions-2019-20/draft/many/{Many.objects.get().pk}/undo/")
    assert not Intention.objects.filter(reference="UEC-04").exists()


def test_what_others_changed_meanwhile_is_shown_beside_and_not_overwritten_unless_it_is_ticked(sat, colleague):
    book = taken_out(sat)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"title": "Theirs"}, revision=latest.revision)
    put(book, "Intentions", 2, Title="Mine")

    preview = brought(sat, book)
    assert tokens(preview) == [] and "Theirs" in text(preview) and "Mine" in text(preview)
    assert "Changed by others too" in text(preview)
    take_in(sat, preview, tokens(preview, "all"))
    assert content("UEC-01")["title"] == "Mine"


def test_what_only_others_changed_stays_as_they_left_it(sat, colleague):
    book = taken_out(sat)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"theme": "Theirs"}, revision=latest.revision)
    put(book, "Intentions", 2, Title="Mine")

    take_in(sat, brought(sat, book))

    assert (content("UEC-01")["theme"], content("UEC-01")["title"]) == ("Theirs", "Mine")


def test_what_was_changed_between_looking_and_taking_in_is_left_alone(sat, colleague):
    book = taken_out(sat)
    put(book, "Intentions", 2, Title="Mine")
    preview = brought(sat, book)
    latest = Intention.objects.get(reference="UEC-01").latest
    actions.save_version(version=latest, by=colleague, content={"theme": "Theirs"}, revision=latest.revision)

    after = take_in(sat, preview)

    assert "Changed after you looked" in text(after) and content("UEC-01")["title"] == WHOLE["title"]


def test_what_cannot_be_edited_as_it_stands_says_what_to_do_first(sat, author):
    actions.submit(version=Intention.objects.get(reference="UEC-03").latest, by=author)
    book = taken_out(sat)
    put(book, "Intentions", 4, Title="Mine")
    put(book, "Standards", 3, Ref="UEC-03", What_is_measured="Wait")

    said = text(brought(sat, book))
    assert "Title: In review. Take it back first" in said and "Standards: In review. Take it back first" in said


def test_nothing_is_taken_in_twice(sat):
    book = taken_out(sat)
    put(book, "Intentions", 5, Programme="UEC Urgent and emergency care", Title="Quite new")
    preview = brought(sat, book)
    take_in(sat, preview)

    again = take_in(sat, preview)

    assert "It was taken in" in text(again) and Intention.objects.filter(latest__title="Quite new").count() == 1


def test_only_whoever_brought_it_sees_what_a_workbook_says(sat, at_desk, colleague, viewer, stranger):
    preview = brought(sat, taken_out(sat))
    address = preview.request["PATH_INFO"]

    assert at_desk(colleague).get(address).status_code == 404
    assert at_desk(viewer).get(address).status_code == 403
    assert at_desk(stranger).get(address).status_code == 404
    assert at_desk(viewer).get(f"{HERE}download/").status_code == 200
    assert at_desk(viewer).post(HERE, {}).status_code == 403


def test_the_pages_ask_little_however_many_rows(sat, django_assert_max_num_queries):
    book = taken_out(sat)
    for row in range(5, 45):
        put(book, "Intentions", row, Programme="UEC Urgent and emergency care", Title=f"Number {row}")
    preview = brought(sat, book)
    with django_assert_max_num_queries(14):
        sat.get(preview.request["PATH_INFO"])
    with django_assert_max_num_queries(14):
        sat.get(f"{HERE}download/")
    with django_assert_max_num_queries(45):
        take_in(sat, preview)
    assert Version.objects.count() == 43


def test_what_came_back_is_never_changed(sat):
    brought(sat, taken_out(sat))

    with pytest.raises(DatabaseError, match="is never changed"):
        Kept.objects.update(said={})


def test_a_row_that_is_missing_stays_and_one_of_its_money_is_taken_out_once_it_was_shown(sat):
    book = taken_out(sat)
    book["Intentions"].delete_rows(3)
    book["Money"].delete_rows(3)

    preview = brought(sat, book)

    assert [token.partition(":")[0] for token in tokens(preview)] == ["UEC-01"] and "Money" in text(preview)
    assert len(content("UEC-01")["money"]) == 2
    take_in(sat, preview)
    assert len(content("UEC-01")["money"]) == 1
    assert Intention.objects.get(reference="UEC-02").latest.title == "Beds"


def test_the_names_that_a_cell_may_say_can_be_read_in_the_file(sat, trust, borough):
    lists = taken_out(sat)["Lists"]

    assert lists.sheet_state == "visible" and lists.protection.sheet
    assert {trust.name, borough.name} <= {one.value for row in lists.iter_rows() for one in row}
