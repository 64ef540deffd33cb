"""Points of one's own: the list on the response's desk, the editor, the check page, and what both sides read afterwards."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from providers import actions
from providers.documents.unsent import mark, unsent
from providers.models import Attachment, Enclosure, Position

from ..conftest import IN_TIME, add_point
from ..papers import pdf
from ..reading import entering, problems, read, typed, words

WORDS = "<p>We propose a hub.</p><table><tbody><tr><td>Beds</td><td>12</td></tr></tbody></table>"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def desk(answered):
    return answered.get_absolute_url()


@pytest.fixture
def fresh(client, contributor, desk):
    """The page of a point that is not saved yet, as the link on the desk leads to it."""
    page = read(entering(client, contributor).get(desk))
    answer = client.get(page.find("a", string="Add a point of your own")["href"], follow=True)
    return answer.request["PATH_INFO"], read(answer)


def test_a_point_is_added_from_the_desk_and_stands_in_its_list(client, fresh, desk):
    address, page = fresh

    saved = client.post(address, typed(page, subject="PROPOSED", title="A frailty hub", words=WORDS, then="back"), follow=True)

    point = Position.objects.beside().get()
    assert (point.title, "<table>" in point.words, point.stance) == ("A frailty hub", True, "own")
    line = read(saved).find(id=re.compile("^own"), class_=False) or read(saved)
    assert "OWN-01 A frailty hub" in words(read(saved))
    assert "A proposed new intention" in words(line) or "A proposed new intention" in words(read(saved))


def test_opening_an_empty_page_saves_nothing(fresh):
    assert not Position.objects.beside().exists()


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"subject": "MONEY"}, "Enter what you want to say"),
        ({"subject": "PROPOSED", "words": WORDS}, "Enter a title for the intention you propose"),
        ({"subject": "CHAPTER", "words": WORDS}, "Select the chapter it is about"),
        ({"words": WORDS}, "Select what it is about"),
        ({"subject": "MONEY", "words": WORDS, "is_sensitive": "sensitive"}, "Enter why it is commercially sensitive"),
    ],
)
def test_what_it_lacks_is_said_where_it_happened_and_nothing_typed_is_lost(client, fresh, said, wanted):
    address, page = fresh

    answer = client.post(address, typed(page, title="", **said, then="back"))

    assert answer.status_code == 422
    assert wanted in problems(read(answer, 422))
    if "words" in said:
        assert "We propose a hub." in answer.content.decode()
    assert not Position.objects.beside().exists()


def test_a_half_written_point_saves_itself_and_is_in_progress(client, fresh, desk):
    address, page = fresh

    answer = client.post(address, typed(page, subject="PROPOSED", title="A hub", autosave="1"))

    assert "Saved at" in words(read(answer))
    assert "OWN-01 A hub" in words(read(client.get(desk)))
    assert "In progress" in words(read(client.get(desk)))


def test_words_by_two_people_at_once_are_both_shown(client, fresh, answered, contributor, signatory):
    address, page = fresh
    client.post(address, typed(page, subject="MONEY", words="<p>First.</p>", then="stay"))
    page = read(client.get(address))
    point = Position.objects.beside().get()
    actions.save_point(response=answered, point=point.pk, by=signatory, content={"words": "<p>Hers.</p>"})

    answer = client.post(address, typed(page, words="<p>Mine.</p>", then="stay"))

    assert answer.status_code == 409
    said = answer.content.decode()
    assert "Hers." in said and "Mine." in said
    point.refresh_from_db()
    assert point.words == "<p>Hers.</p>"


def test_what_a_colleague_removed_meanwhile_is_said_and_the_words_stay_on_the_page(client, fresh, signatory):
    address, page = fresh
    client.post(address, typed(page, subject="MONEY", words="<p>First.</p>", then="stay"))
    page = read(client.get(address))
    actions.remove_point(point=Position.objects.beside().get(), by=signatory)

    answer = client.post(address, typed(page, words="<p>Second.</p>", then="stay"))

    assert answer.status_code == 409
    assert "A colleague removed this point." in words(read(answer, 409))
    assert "Second." in answer.content.decode()


def test_files_go_up_with_a_point_under_their_names(client, fresh):
    address, page = fresh
    file = SimpleUploadedFile("plan.pdf", pdf("A plan"))

    page = read(client.post(address, {**typed(page, subject="MONEY", words=WORDS, then="stay"), "attached": file}, follow=True))

    assert Attachment.objects.get().position.reference == "OWN-01"
    assert client.get(page.find("a", string="plan.pdf")["href"]).status_code == 200


@pytest.mark.parametrize("where", ["point", "statement"])
def test_a_file_that_was_renamed_is_refused_by_name(client, fresh, answered, where):
    address, page = fresh
    if where == "statement":
        address = reverse("providers:statement", args=[answered.pk])
        page = read(client.get(address))
    said = {"subject": "MONEY", "words": WORDS} if where == "point" else {"rights": "Reserved"}

    answer = client.post(address, {**typed(page, **said, then="stay"), "attached": SimpleUploadedFile("really.pdf", b"MZ program")})

    assert answer.status_code == 422
    assert "“really.pdf” must be a PDF" in words(read(answer, 422))
    assert not Attachment.objects.exists() and not Enclosure.objects.exists()
    assert Position.objects.beside().exists() == (where == "point")


def test_a_point_is_removed_by_a_button(client, fresh, desk):
    address, page = fresh
    client.post(address, typed(page, subject="MONEY", words=WORDS, then="stay"))

    said = words(read(client.post(f"{address}remove/", follow=True)))

    assert "OWN-01 is removed." in said
    assert not Position.objects.beside().exists()


def test_files_and_rights_for_the_whole_are_written_on_one_page(client, answered, contributor, signatory, desk):
    address = reverse("providers:statement", args=[answered.pk])
    page = read(entering(client, contributor).get(address))
    minute = SimpleUploadedFile("minute.pdf", pdf("A minute"))

    page = read(client.post(address, {**typed(page, rights="We reserve our rights."), "attached": minute}, follow=True))

    assert client.get(page.find("a", string="minute.pdf")["href"]).status_code == 200
    shown = words(read(client.get(desk)))
    assert "We reserve our rights." in shown and "minute.pdf" in shown
    check = words(read(entering(client, signatory).get(reverse("providers:check", args=[answered.pk]))))
    assert "minute.pdf" in check and "We reserve our rights." in check


def test_a_file_for_the_whole_is_taken_out_again(client, answered, contributor):
    enclosed = actions.enclose(response=answered, by=contributor, file=SimpleUploadedFile("minute.pdf", b"%PDF"))
    address = reverse("providers:statement", args=[answered.pk])
    page = read(entering(client, contributor).get(address))

    client.post(address, typed(page, detach=str(enclosed.pk)))

    assert not Enclosure.objects.exists()


def test_the_check_page_shows_every_point_as_it_is_signed(client, answered, proposal, signatory):
    page = read(entering(client, signatory).get(reverse("providers:check", args=[answered.pk])))

    assert "Points of your own 1" in words(page)
    whole = page.find("h3", string="OWN-01 A frailty hub")
    assert whole.find_next("table") is not None


def test_a_half_said_point_is_named_and_linked_before_it_is_left_out(client, answered, contributor, signatory):
    add_point(answered, contributor, subject="PROPOSED", title="A hub", words="")

    page = read(entering(client, signatory).get(reverse("providers:check", args=[answered.pk])))

    link = page.find(id="left-out").find("a")
    assert words(link) == "OWN-01 A hub"
    assert client.get(link["href"], follow=True).status_code == 200
    assert "Send without this 1 piece" in words(page)


def test_the_commissioners_read_it_once_it_is_sent_and_never_a_half(client, answered, proposal, contributor, signatory, author, round):
    half = add_point(answered, contributor, subject="PROPOSED", title="Only half", words="")
    pages = [reverse("providers:point", args=[answered.pk, one.pk]) for one in (proposal, half)]
    assert [entering(client, author).get(page).status_code for page in pages] == [404, 404]
    actions.submit(response=answered, by=signatory, arrived_at=IN_TIME, role="Chief executive", without=mark(unsent(answered)))

    assert [entering(client, author).get(page).status_code for page in pages] == [200, 404]
    assert "Only half" not in client.get(answered.get_absolute_url()).content.decode()
    kept = words(read(entering(client, contributor).get(pages[1])))
    assert "Kept, not sent It was not whole, so it was not sent. Only your own people can read it." in kept


def test_nobody_else_opens_it(client, proposal, receipt, competitor):
    enclosed = reverse("providers:point", args=[proposal.response_id, proposal.pk])

    assert entering(client, competitor).get(enclosed).status_code == 404


def test_its_saved_states_can_be_read_and_brought_back(client, fresh, answered):
    address, page = fresh
    client.post(address, typed(page, subject="MONEY", words="<p>First.</p>", then="stay"))
    page = read(client.get(address))
    client.post(address, typed(page, words="<p>Second.</p>", then="stay"))
    point = Position.objects.beside().get()

    states = read(client.get(read(client.get(address)).find("a", string="Saved states of this text")["href"]))
    assert "What you say" in words(states)
    client.post(reverse("bring_back", args=["point", point.pk, 1]), {"revision": point.revision})

    point.refresh_from_db()
    assert point.words == "<p>First.</p>"
