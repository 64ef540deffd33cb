"""Part 2 asks again who is there, at every door it leaves by. The doors are found, not listed."""

import time

import pytest
from django.urls import NoReverseMatch, reverse

from committees.models import AgendaItem, Pack
from committees.states import PackAudience
from tests.house.house import matching, source
from tests.world.doors import names

from ..reading import entering

ANY_PDF = b"%PDF-"
OURS = (  # the guard, the notes a person printed for themselves, and minutes, which hold part 1 alone
    "committees/views/doors.py",
    "committees/views/taking.py",
    "committees/views/minuting.py",
)


def confirmed(client, user, ago=0):
    """Logged in, the password given so many seconds ago."""
    user.set_password("a password of some length")  # without one there is nothing to confirm
    user.save(update_fields=["password"])
    entering(client, user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - ago, "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


@pytest.fixture
def addresses(packs, exempt_item):
    """Every address of the storey, with the private pack, the exempt item and its paper in it."""
    private = Pack.objects.get(audience=PackAudience.PRIVATE)
    known = {"slug": exempt_item.paper.slug, "key": f"item-{exempt_item.number}"}
    found = []
    for name, pattern in names():
        wanted = set(pattern.pattern.converters) or set(pattern.pattern.regex.groupindex)
        if not name.startswith("committees:") or not wanted <= {"pk", "slug", "key"}:
            continue
        for pk in (private.pk, exempt_item.pk) if "pk" in wanted else (None,):
            for slug in (known["slug"], exempt_item.meeting.slug, exempt_item.meeting.committee.slug) if "slug" in wanted else (None,):
                try:
                    found.append(reverse(name, kwargs={word: {**known, "pk": pk, "slug": slug}[word] for word in wanted}))
                except NoReverseMatch:
                    continue
    return sorted({*found, f"/packs/{private.pk}/web/?whole", f"/packs/{private.pk}/web/?q=canary-purpose"})


def opened(client, addresses):
    """Those that answer with words of part 2, or with a file that holds them."""
    return [address for address in addresses if _tells(client.get(address))]


def _tells(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code == 200 and (body[:5] == ANY_PDF or body[:2] == b"PK" or b"canary-purpose" in body)


def test_an_hour_after_the_last_confirmation_no_door_opens_part_2(client, addresses, member, exempt_item):
    doors = opened(confirmed(client, member), addresses)
    private = Pack.objects.get(audience=PackAudience.PRIVATE)

    assert {
        f"/packs/{private.pk}/web/item-{exempt_item.number}/",
        f"/packs/{private.pk}/pdf/",
        f"/papers/{exempt_item.paper.slug}/",
    } <= set(doors)
    assert f"/papers/{exempt_item.paper.slug}/pdf/" in doors
    later = confirmed(client, member, ago=3600)
    assert opened(later, addresses) == []
    assert {later.get(door)["Location"].split("?")[0] for door in doors} == {"/login/again/"}


def test_an_exempt_annex_asks_again_too(client, packs, member, exempt_item):
    exempt_item.paper.refresh_from_db()
    AgendaItem.objects.filter(pk=exempt_item.pk).update(annex=exempt_item.paper.document)
    door = reverse("committees:annex", args=[exempt_item.pk])

    assert confirmed(client, member, ago=3600).get(door)["Location"].startswith("/login/again/")


def test_a_clerk_confirms_before_the_draft_of_an_exempt_paper_is_shown_or_taken(client, clerk, exempt_item):
    for verb in ("preview", "paper_word"):
        door = reverse(f"committees:{verb}", args=[exempt_item.paper.slug])
        assert confirmed(client, clerk).get(door).status_code == 200
        assert confirmed(client, clerk, ago=3600).get(door)["Location"].startswith("/login/again/")


@pytest.mark.parametrize("name", matching("committees/views/*.py", without=OURS))
def test_words_and_files_leave_by_the_guard_alone(name):
    said = source(name)
    assert "served(" not in said, f"{name}: file_of(request, thing, document) asks first"
    if "the_book(" in said and "the_pack(" not in said:
        return
    assert "twin(pack" not in said and "twin(paper." not in said, f"{name}: words_of(request, thing, document) asks first"
