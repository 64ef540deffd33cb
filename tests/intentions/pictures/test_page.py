"""The page on which pictures are added, described, ordered, removed and put back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from intentions import actions

from ...portal import drawings
from ..reading import banner, problems, soup, text, typed
from .kept import WARDS, arrived, href, keep


@pytest.fixture
def address(round, version):
    return reverse("intentions:pictures", args=[round.slug, version.intention.reference])


def upload(content=None, name="beds.png", kind="image/png", **said):
    return {"add": "1", "file": SimpleUploadedFile(name, drawings.png() if content is None else content, kind), **said}


def test_a_picture_is_added_with_what_it_shows(desk, address, version):
    answer = desk.post(address, upload(alternative="Beds in use", caption="Figure 1"), follow=True)

    assert "The picture is added" in banner(answer)
    version.refresh_from_db()
    assert (version.pictures[0]["alternative"], version.pictures[0]["caption"]) == ("Beds in use", "Figure 1")
    assert soup(answer).find("img", alt="Beds in use")["src"] == href("version", version.pk, version.pictures[0])


def test_a_moving_picture_is_kept_as_its_first_and_that_is_said(desk, address):
    assert "its first one is kept" in banner(desk.post(address, upload(drawings.moving(), "a.gif", "image/gif"), follow=True))


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.png", "The selected file is empty"),
        (drawings.SVG, "a.svg", "must be a PNG, JPEG, GIF or WebP file"),
        (drawings.SVG, "a.png", "must be a PNG, JPEG, GIF or WebP file"),
        (drawings.EMF, "a.emf", "must be a PNG, JPEG, GIF or WebP file"),
        (drawings.jpeg(), "a.png", "is a JPEG file by what is in it"),
        (drawings.bomb(), "a.png", "It is too large"),
        (drawings.png()[:60], "a.png", "cannot be read as a picture"),
        (b"\x89PNG\r\n\x1a\n" + bytes(10 * 1024 * 1024), "a.png", "must be smaller than 10MB"),
    ],
)
def test_what_is_no_picture_is_refused_where_it_was_chosen_and_the_words_stay(desk, address, version, content, name, why):
    answer = desk.post(address, upload(content, name, alternative="Beds in use"))

    assert answer.status_code == 422
    assert why in problems(answer)[0]
    assert "Beds in use" in soup(answer).find("textarea", attrs={"name": "alternative"}).text
    version.refresh_from_db()
    assert version.pictures == []


def test_without_a_file_one_is_asked_for(desk, address):
    assert problems(desk.post(address, {"add": "1"})) == ["Select a picture"]


def test_what_it_shows_and_that_it_only_decorates_cannot_both_be(desk, address, version, author):
    version = keep(version, author)
    prefix = version.pictures[0]["file"][:16]
    answer = desk.post(address, typed(desk.get(address)) | {f"{prefix}-decorates": "on"})

    assert (answer.status_code, problems(answer)) == (422, ["Say what it shows, or tick that it only decorates"])


def test_what_it_shows_is_said_later(desk, address, version, author):
    version = keep(version, author, arrived(alternative="", caption=""))
    prefix = version.pictures[0]["file"][:16]
    answer = desk.post(address, typed(desk.get(address)) | {f"{prefix}-alternative": "Wards by year"}, follow=True)

    assert "is saved" in banner(answer)
    version.refresh_from_db()
    assert version.pictures[0]["alternative"] == "Wards by year"


def test_a_colleagues_words_are_shown_beside_mine_and_the_next_save_keeps_mine(desk, address, version, author, colleague):
    version = keep(version, author)
    file = version.pictures[0]["file"]
    opened = typed(desk.get(address)) | {f"{file[:16]}-alternative": "Mine"}
    theirs = {"alternative": "Theirs", "decorates": False, "caption": ""}
    actions.say_pictures(thing=version, by=colleague, revision=version.revision, said={file: theirs})

    late = desk.post(address, opened)
    assert late.status_code == 409
    assert "Col League changed the pictures" in text(soup(late))
    assert "Theirs: Theirs" in text(soup(late))
    desk.post(address, typed(late))
    version.refresh_from_db()
    assert version.pictures[0]["alternative"] == "Mine"


def test_removing_keeps_what_was_typed_elsewhere_and_can_be_undone(desk, address, version, author):
    version = keep(version, author, arrived(), arrived(WARDS, caption="Figure 2"))
    first, second = (row["file"] for row in version.pictures)
    answer = desk.post(address, typed(desk.get(address)) | {"remove": first, f"{second[:16]}-alternative": "Wards"}, follow=True)

    assert "You can put it back below" in banner(answer)
    version.refresh_from_db()
    assert [(row["file"], row["alternative"]) for row in version.pictures] == [(second, "Wards")]

    desk.post(address, {"put_back": first})
    version.refresh_from_db()
    assert [row["file"] for row in version.pictures] == [second, first]


def test_one_moves_up(desk, address, version, author):
    version = keep(version, author, arrived(), arrived(WARDS))
    last = version.pictures[1]["file"]
    desk.post(address, typed(desk.get(address)) | {"up": last})
    version.refresh_from_db()

    assert version.pictures[0]["file"] == last


def test_more_than_there_may_be_is_refused(desk, address, version, author):
    keep(version, author, *[arrived(drawings.png(size=(40 + at, 40))) for at in range(20)])

    assert "There are 20 pictures" in text(soup(desk.get(address)))
    assert desk.post(address, upload()).status_code == 422


def test_the_other_homes_have_the_page_too(desk, round, chapter):
    section = round.sections.first()
    for place in (
        reverse("intentions:chapter_pictures", args=[round.slug, chapter.code]),
        reverse("intentions:passage_pictures", args=[round.slug, "section", section.pk]),
    ):
        answer = desk.post(place, upload(alternative="Beds in use"), follow=True)
        assert soup(answer).find("img", alt="Beds in use")
    assert desk.get(reverse("intentions:passage_pictures", args=[round.slug, "provider", section.pk])).status_code == 404


def test_a_viewer_sees_them_and_changes_none(client, address, version, viewer, author):
    keep(version, author)
    client.force_login(viewer)

    assert soup(client.get(address)).find("form", id="edit").find("button") is None
    assert client.post(address, upload()).status_code == 403


def test_nobody_elsewhere_finds_the_page(client, address, stranger):
    client.force_login(stranger)

    assert client.get(address).status_code == 404
    assert client.post(address, upload()).status_code == 404


def test_the_editor_the_desk_and_the_approver_see_it(desk, client, address, round, version, author, approver):
    keep(version, author)
    edit = reverse("intentions:edit", args=[round.slug, version.intention.reference])
    assert soup(desk.get(edit)).find("img", alt="Beds in use")
    assert soup(desk.get(reverse("intentions:desk", args=[round.slug]))).find("img", alt="Beds in use")
    actions.submit(version=version, by=author)
    client.force_login(approver)
    assert soup(client.get(reverse("intentions:approve", args=[round.slug, version.intention.reference]))).find("img", alt="Beds in use")


def test_saved_states_say_what_the_pictures_showed_and_bring_them_back(desk, version, author):
    version = keep(version, author)
    actions.remove_picture(thing=version, by=author, file=version.pictures[0]["file"])
    shown = text(soup(desk.get(reverse("saved_state", args=["version", version.pk, 1]))))
    assert "It shows: Beds in use" in shown

    desk.post(reverse("bring_back", args=["version", version.pk, 1]), {"revision": version.revision + 1})
    version.refresh_from_db()
    assert [row["alternative"] for row in version.pictures] == ["Beds in use"]
