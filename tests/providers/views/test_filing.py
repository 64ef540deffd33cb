"""Answering in a file: what colleagues fill in comes back beside what was written here meanwhile, and becomes a draft."""

import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse

from intentions.models import Version
from portal.moves.clock import database_now
from providers import actions
from providers.models import Filled, Position, Response, Together

from ..conftest import IN_TIME, edition_of
from ..filling import brought, every, put, take_in, taken_out, ticked
from ..reading import entering, problems, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, contributor, answered):
    return entering(client, contributor)


def on(response, reference):
    return Position.objects.get(response=response, intention__reference=reference)


def rows_of(book):
    return {book["Answers"].cell(row, 1).value: row for row in range(2, 12) if book["Answers"].cell(row, 1).value}


def test_what_comes_back_unchanged_changes_nothing(desk, answered):
    preview = brought(desk, answered, taken_out(desk, answered))

    assert every(preview) == [] and "say what stands" in words(read(preview))


def test_positions_conditions_and_money_of_colleagues_become_the_draft_and_are_taken_back(desk, answered, first, second):
    book = taken_out(desk, answered)
    at = rows_of(book)
    put(book, "Answers", at[first.reference], Position="Support with conditions", Impact_on_activity="40 more a week")
    put(
        book, "Answers", at[first.reference], Commercially_sensitive="Yes", Why_it_is_sensitive="A price", Sensitive_until=date(2027, 3, 31)
    )
    put(book, "Conditions", 5, Ref=first.reference, Condition="Staff are found", By_when=date(2027, 4, 1))
    put(book, "Money", 2, Amount=200_000.5)
    before = on(answered, first.reference).stance

    preview = brought(desk, answered, book)
    assert len(ticked(preview)) == 2 and on(answered, first.reference).stance == before
    page = take_in(desk, preview)

    said = on(answered, first.reference)
    assert (said.stance, said.impact_activity, said.is_sensitive, said.sensitive_reason, said.sensitive_until) == (
        "support-with-conditions",
        "40 more a week",
        True,
        "A price",
        date(2027, 3, 31),
    )
    assert [(one.text, one.by_date) for one in said.conditions.all()] == [("Staff are found", date(2027, 4, 1))]
    assert str(on(answered, second.reference).effects.get().amount) == "200000.50"
    answered.refresh_from_db()
    assert answered.status == "DRAFT" and "Nothing is sent" in words(read(page))

    desk.post(reverse("providers:undo_together", args=[answered.pk, Together.objects.get().pk]))
    again = on(answered, first.reference)
    assert (again.stance, again.is_sensitive, list(again.conditions.all())) == (before, False, [])
    assert str(on(answered, second.reference).effects.get().amount) == "185000.00"


def test_what_a_colleague_wrote_here_meanwhile_is_shown_and_stays_unless_it_is_ticked(desk, answered, first, signatory):
    book = taken_out(desk, answered)
    put(book, "Answers", rows_of(book)[first.reference], Comment="From the file")
    actions.save_position(response=answered, intention=first, by=signatory, content={"comment": "Written here"}, at=IN_TIME)

    preview = brought(desk, answered, book)

    assert ticked(preview) == [] and "Written here" in words(read(preview)) and "From the file" in words(read(preview))
    take_in(desk, preview, every(preview))
    assert on(answered, first.reference).comment == "From the file"


def test_files_of_several_members_are_gathered_one_after_another(desk, answered, first, second):
    one, other = taken_out(desk, answered), taken_out(desk, answered)
    put(one, "Answers", rows_of(one)[first.reference], Impact_on_workforce="Of the one")
    put(other, "Answers", rows_of(other)[second.reference], Impact_on_workforce="Of the other")

    for book in (one, other):
        take_in(desk, brought(desk, answered, book))

    assert on(answered, first.reference).impact_workforce == "Of the one"
    assert on(answered, second.reference).impact_workforce == "Of the other"


def gathered(desk, response, *books):
    files = []
    for name, book in books:
        out = io.BytesIO()
        book.save(out)
        files.append(SimpleUploadedFile(name, out.getvalue()))
    return desk.post(reverse("providers:workbook", args=[response.pk]), {"file": files}, follow=True)


def test_files_of_several_members_are_gathered_into_one(desk, answered, first, second):
    one, other, idle = (taken_out(desk, answered) for _ in range(3))
    put(one, "Answers", rows_of(one)[first.reference], Impact_on_workforce="Of the one")
    put(other, "Answers", rows_of(other)[first.reference], Impact_on_estate="Of the other")
    put(other, "Answers", rows_of(other)[second.reference], Comment="Of the other too")
    put(other, "Conditions", 2, Condition="Staff are found")

    preview = gathered(desk, answered, ("a.xlsx", one), ("b.xlsx", other), ("c.xlsx", idle))
    assert "3 files: a.xlsx, b.xlsx, c.xlsx" in words(read(preview)) and len(ticked(preview)) == 2
    take_in(desk, preview)

    said = on(answered, first.reference)
    assert (said.impact_workforce, said.impact_estate) == ("Of the one", "Of the other")
    assert on(answered, second.reference).comment == "Of the other too"
    assert [row.text for row in on(answered, second.reference).conditions.all()] == ["Staff are found"]


def test_where_two_members_say_different_things_both_files_are_named_and_nothing_of_it_goes(desk, answered, first, second):
    one, other = taken_out(desk, answered), taken_out(desk, answered)
    for book, text in ((one, "Yes"), (other, "No")):
        put(book, "Answers", rows_of(book)[first.reference], Comment=text, Evidence="The same of both")
        put(book, "Conditions", 2, Condition=f"Only if {text}")

    preview = gathered(desk, answered, ("a.xlsx", one), ("b.xlsx", other))

    assert words(read(preview)).count("“a.xlsx” and “b.xlsx” say different things: agree on one") == 2
    assert ticked(preview) == []


def test_of_several_files_one_that_is_none_is_named_and_nothing_is_brought(desk, answered):
    book = taken_out(desk, answered)
    del book["Portal"]
    page = gathered(desk, answered, ("a.xlsx", taken_out(desk, answered)), ("b.xlsx", book))
    assert page.status_code == 422 and problems(read(page, 422))[0].startswith("“b.xlsx”: This is not a workbook of the portal")
    assert not Filled.objects.exists()


WRONG = {
    "a position nobody can take": ({"Position": "Perhaps"}, "“Perhaps” is not in the list of “Position”"),
    "sensitive without a reason": ({"Commercially_sensitive": "Yes"}, "Enter why it is commercially sensitive"),
    "a day without the mark": ({"Sensitive_until": date(2027, 1, 1)}, "it is not marked as sensitive"),
    "a formula": ({"Comment": "=A1"}, "The cell holds a formula"),
    "a comment too long": ({"Comment": "x" * 8001}, "must be 8,000 characters or less"),
}


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_thing_has_its_sentence(desk, answered, first, name):
    said, sentence = WRONG[name]
    book = taken_out(desk, answered)
    put(book, "Answers", rows_of(book)[first.reference], **said)

    assert sentence in words(read(brought(desk, answered, book)))


def test_conditions_without_the_position_that_has_them_are_refused(desk, answered, first):
    book = taken_out(desk, answered)
    put(book, "Conditions", 5, Ref=first.reference, Condition="Staff are found")

    assert "There are conditions: the position must be “Support with conditions”" in words(read(brought(desk, answered, book)))


def test_a_row_for_no_intention_is_refused_with_where_to_write_it(desk, answered):
    book = taken_out(desk, answered)
    put(book, "Answers", len(rows_of(book)) + 2, Position="Support", Comment="A point of our own")

    assert "points of your own are written on the portal" in words(read(brought(desk, answered, book)))


def test_a_newer_version_of_an_intention_is_told(desk, answered, first, round):
    book = taken_out(desk, answered)
    put(book, "Answers", rows_of(book)[first.reference], Comment="On the old one")
    versions = [entry.version for entry in answered.edition.entries.select_related("version__intention")]
    newer = Version.objects.create(intention=first, number=2, title="A newer title")
    others = [version for version in versions if version.intention_id != first.pk]
    Response.objects.filter(pk=answered.pk).update(edition=edition_of(round, [newer, *others], number=2))

    assert "has a newer version since the workbook was taken out" in words(read(brought(desk, answered, book)))


def test_another_response_and_a_file_of_ones_own_are_refused(desk, answered, client, competitor, rival_invitation):
    book = taken_out(desk, answered)
    theirs = actions.start(invitation=rival_invitation, by=competitor)
    desk = entering(client, competitor)

    answer = brought(desk, theirs, book)

    assert "and not of this page" in problems(read(answer, status=422))[0]


def test_what_was_filled_in_is_seen_by_whoever_brought_it_alone(desk, answered, client, signatory, competitor, approver, viewer=None):
    preview = brought(desk, answered, taken_out(desk, answered))
    address = preview.request["PATH_INFO"]
    for who in (signatory, competitor, approver):
        assert entering(client, who).get(address).status_code == 404
    for who in (competitor, approver):
        assert entering(client, who).get(reverse("providers:workbook_file", args=[answered.pk])).status_code == 404


def test_a_response_that_is_sent_takes_nothing_in(desk, answered, signatory, first):
    book = taken_out(desk, answered)
    put(book, "Answers", rows_of(book)[first.reference], Comment="Too late")
    preview = brought(desk, answered, book)
    actions.submit(response=Response.objects.get(pk=answered.pk), by=signatory, arrived_at=IN_TIME, role="Chief executive")

    page = desk.post(preview.request["PATH_INFO"], {"seen": every(preview) or ["x:1"]}, follow=True)

    assert page.status_code in (200, 403)
    assert on(answered, first.reference).comment != "Too late"


def test_after_the_deadline_nothing_is_taken_in_and_it_is_said(desk, answered, first, round):
    book = taken_out(desk, answered)
    put(book, "Answers", rows_of(book)[first.reference], Comment="Too late")
    preview = brought(desk, answered, book)
    type(round).objects.filter(pk=round.pk).update(response_deadline=database_now() - timedelta(minutes=1))

    page = take_in(desk, preview)

    assert "its deadline has passed" in words(read(page))
    assert on(answered, first.reference).comment != "Too late"


def test_the_reason_of_what_is_sensitive_stays_where_its_column_was_taken_out(desk, answered, second, contributor):
    said = {"is_sensitive": True, "sensitive_reason": "A price", "sensitive_until": date(2027, 3, 31)}
    actions.save_position(response=answered, intention=second, by=contributor, content=said, at=IN_TIME)
    book = taken_out(desk, answered)
    page = book["Answers"]
    page.delete_cols(next(one.column for one in page[1] if one.value == "Why it is sensitive"))
    put(book, "Answers", rows_of(book)[second.reference], Sensitive_until=date(2027, 6, 30))

    take_in(desk, brought(desk, answered, book))

    kept = on(answered, second.reference)
    assert (kept.is_sensitive, kept.sensitive_reason, kept.sensitive_until) == (True, "A price", date(2027, 6, 30))


def test_a_filled_workbook_is_forgotten_after_thirty_days(desk, answered):
    brought(desk, answered, taken_out(desk, answered))

    actions.forget_filled(at=database_now() + timedelta(days=31))

    assert not Filled.objects.exists()


def test_what_a_filled_workbook_said_is_never_changed(desk, answered):
    brought(desk, answered, taken_out(desk, answered))

    with pytest.raises(DatabaseError, match="is never changed"):
        Filled.objects.update(said={})
