"""A picture is kept with the thing it stands in, and goes wherever its words go."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction

from intentions import actions
from intentions.documents.pictures import MOST, path_of
from intentions.models import CaseStudy, Intention
from portal.moves import CannotMove

from ...portal import drawings
from ..conftest import NOON
from .kept import WARDS, arrived, keep


@pytest.fixture(params=["version", "chapter", "section", "example"])
def thing(request, round, version, chapter, author):
    if request.param == "example":
        return actions.add_passage(round=round, model=CaseStudy, by=author, title="A ward", narrative="<p>It opened.</p>")
    return {"version": version, "chapter": chapter, "section": round.sections.first()}[request.param]


def test_a_picture_is_kept_with_what_it_shows(thing, author):
    keep(thing, author, arrived(after="Money is short"))
    thing.refresh_from_db()
    row = thing.pictures[0]

    assert (row["alternative"], row["caption"], row["after"], row["decorates"]) == ("Beds in use", "Figure 1", "Money is short", False)
    assert (row["width"], row["height"]) == (120, 80)
    assert default_storage.exists(path_of(row["file"]))


def test_the_same_picture_twice_is_kept_once(thing, author):
    added = actions.add_pictures(thing=thing, by=author, pictures=[arrived(), arrived(caption="Again")])
    again = actions.add_pictures(thing=thing, by=author, pictures=[arrived()])

    assert (added.kept, added.there, again.kept, again.there) == (1, 1, 0, 1)
    assert len(again.thing.pictures) == 1


def test_of_forty_as_many_are_kept_as_there_may_be_and_the_rest_is_counted(thing, author):
    added = actions.add_pictures(thing=thing, by=author, pictures=[arrived(drawings.png(size=(40 + at, 40))) for at in range(40)])

    assert (added.kept, added.over) == (MOST, 40 - MOST)


def test_what_is_removed_can_be_put_back_with_its_words(thing, author):
    thing = keep(thing, author, arrived(), arrived(WARDS, caption="Figure 2"))
    first = thing.pictures[0]
    thing = actions.remove_picture(thing=thing, by=author, file=first["file"])
    assert [row["caption"] for row in thing.pictures] == ["Figure 2"]
    assert actions.removed(thing) == [first]

    thing = actions.put_back_picture(thing=thing, by=author, file=first["file"])
    assert [row["caption"] for row in thing.pictures] == ["Figure 2", "Figure 1"]
    assert actions.removed(thing) == []


def test_a_picture_that_never_stood_there_is_not_put_back(version, chapter, author):
    other = keep(chapter, author).pictures[0]["file"]

    assert actions.put_back_picture(thing=version, by=author, file=other).pictures == []


def test_a_picture_moves_one_place_up(thing, author):
    thing = keep(thing, author, arrived(), arrived(WARDS, caption="Figure 2"))
    last = thing.pictures[1]["file"]

    assert [row["file"] for row in actions.move_picture(thing=thing, by=author, file=last).pictures] == [last, thing.pictures[0]["file"]]


def test_what_somebody_else_said_meanwhile_is_not_overwritten(thing, author, colleague):
    thing = keep(thing, author)
    file, since = thing.pictures[0]["file"], thing.revision
    mine, theirs = ({"alternative": words, "decorates": False, "caption": ""} for words in ("Mine", "Theirs"))
    actions.say_pictures(thing=thing, by=colleague, revision=since, said={file: theirs})

    with pytest.raises(actions.Stale) as stale:
        actions.say_pictures(thing=thing, by=author, revision=since, said={file: mine})
    assert stale.value.conflicts["pictures"].by == colleague
    thing.refresh_from_db()
    assert thing.pictures[0]["alternative"] == "Theirs"


def test_an_approved_version_takes_and_loses_no_picture(version, author, approver):
    version = keep(version, author)
    actions.submit(version=version, by=author)
    version = actions.approve(version=Intention.objects.get(pk=version.intention_id).latest, by=approver, at=NOON)

    with pytest.raises(CannotMove):
        actions.remove_picture(thing=version, by=author, file=version.pictures[0]["file"])
    with pytest.raises(DatabaseError), transaction.atomic():
        type(version).objects.filter(pk=version.pk).update(pictures=[])


def test_the_next_version_a_copy_and_next_year_have_the_pictures(round, version, author, approver, borough, edition):
    section, chapter = keep(round.sections.first(), author), keep(version.intention.chapter, author)
    draft = keep(actions.open_next_version(intention=version.intention, by=author), author)
    copy = actions.copy_to_place(intention=draft.intention, place=borough, by=author)
    actions.submit(version=draft, by=author)
    actions.approve(version=draft, by=approver, at=NOON + timedelta(days=1))
    after = actions.open_next_version(intention=Intention.objects.get(pk=draft.intention_id), by=author)
    new = actions.roll_forward(
        round=round, title="2020/21", slug="next", lead=round.lead, participants=[], year_from=2020, year_to=2020, by=author,
    )  # fmt: skip

    assert copy.latest.pictures == after.pictures == draft.pictures
    assert new.sections.first().pictures == section.pictures
    assert new.chapters.first().pictures == chapter.pictures
    assert new.intentions.get(reference=draft.intention.reference).latest.pictures == draft.pictures


def test_a_year_named_under_a_picture_is_proposed_for_the_new_round(round, author):
    keep(round.sections.first(), author, arrived(caption="Beds in use in 2019/20"))
    whole = {"round": round, "title": "N", "slug": "n", "lead": round.lead, "participants": [], "year_from": 2020, "year_to": 2020}
    new = actions.roll_forward(**whole, by=author, taken=None)

    assert new.sections.first().pictures[0]["caption"] == "Beds in use in 2020/21"
    assert round.sections.first().pictures[0]["caption"] == "Beds in use in 2019/20"
