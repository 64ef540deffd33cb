"""A draft through the API: the same scope, form and promises as its page."""

import pytest

from intentions import actions
from intentions.models import Version

from .conftest import WHOLE


@pytest.fixture
def program(client, author, version):
    """A program that works for the author."""
    client.force_login(author)
    return client


@pytest.fixture
def address(version):
    return f"/api/v1/intentions/{version.intention_id}/draft/"


@pytest.fixture
def change(program, address):
    def send(match=None, **said):
        headers = {"If-Match": match or program.get(address)["ETag"]}
        return program.patch(address, said, content_type="application/json", headers=headers)

    return send


def theirs(colleague, **content):
    now = Version.objects.get()
    return actions.save_version(version=now, by=colleague, content=content, revision=now.revision)


def test_a_draft_is_read_whole_with_its_mark(program, address):
    answer = program.get(address)
    assert (answer.status_code, answer.json()["title"], answer.json()["etag"]) == (200, WHOLE["title"], answer["ETag"])


def test_parts_are_changed_and_the_rest_is_left_alone(change, trust, borough, round):
    round.places.add(borough)
    answer = change(
        title="New title",
        description="We will\n\n- open",
        places=[borough.slug],
        providers=[trust.slug],
        timescale="Q3 2019/20",
        money=[{"kind": "saving", "amount": "1500000.50", "year_from": 2019, "is_recurrent": False}],
    )
    assert answer.status_code == 200, answer.json()
    now = Version.objects.get()
    assert (now.title, now.description) == ("New title", "<p>We will</p><ul><li>open</li></ul>")
    assert (list(now.places.all()), list(now.providers.all()), now.affects_no_provider) == ([borough], [trust], False)
    assert [(str(row.amount), row.year_from, row.is_recurrent) for row in now.money.all()] == [("1500000.50", 2019, False)]
    assert answer.json()["etag"] == answer["ETag"] != '"1.0"'


def test_a_stale_change_is_answered_with_both_texts_and_saves_nothing(program, address, change, colleague):
    read = program.get(address)["ETag"]
    theirs(colleague, title="Theirs", description="<p>Their words.</p>")
    answer = change(read, title="Mine", description="<p>My words.</p>", theme="Mine alone")
    assert answer.status_code == 412
    found = answer.json()["conflicts"]
    assert (found["title"]["mine"], found["title"]["theirs"]) == ({"title": "Mine"}, {"title": "Theirs"})
    assert (found["description"]["theirs"]["description"], found["title"]["by"]) == ("<p>Their words.</p>", "Col League")
    assert (Version.objects.get().title, Version.objects.get().theme) == ("Theirs", "")
    assert change(answer.json()["etag"], title="Settled").status_code == 200


def test_other_parts_are_changed_side_by_side(program, address, change, colleague):
    read = program.get(address)["ETag"]
    theirs(colleague, title="Theirs")
    assert change(read, theme="Mine").status_code == 200
    assert (Version.objects.get().title, Version.objects.get().theme) == ("Theirs", "Mine")


def test_who_does_not_say_what_was_read_is_asked_to(program, address):
    assert program.patch(address, {"title": "Blind"}, content_type="application/json").status_code == 428
    assert Version.objects.get().title == WHOLE["title"]


@pytest.mark.parametrize("match", ["*", '"0.0"', '"1"', '"x.y"', '"9.9"', '"1.٣"', '"999999999999.1"', '"2.99999999"'])
def test_a_mark_that_never_was_is_refused_as_malformed_in_words(change, colleague, match):
    theirs(colleague, title="Theirs")
    answer = change(match, title="Mine")
    assert (answer.status_code, answer.json()["detail"].startswith(f"{match} was never the etag of this draft.")) == (400, True)
    assert Version.objects.get().title == "Theirs"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 7}, "title"),
        ({"status": "APPROVED"}, "status"),
        ({"places": ["nowhere"]}, "places"),
        ({"places": "eastham"}, "places"),
        ({"providers": [None]}, "providers"),
        ({"from_date": "2019-02-30"}, "from_date"),
        ({"money": [{"kind": "saving", "amount": "-5"}]}, "money.0.amount"),
        ({"money": [{"id": 1}]}, "money"),
        ({"money": [{}] * 41}, "money"),
        ({"description": "<table><tr>" + "<td>a</td>" * 60 + "</tr></table>"}, "description"),
        ({"affects_no_provider": "yes"}, "affects_no_provider"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_in_the_words_of_the_page(change, said, field):
    answer = change(**said)
    assert answer.status_code == 422
    assert field in answer.json()
    assert Version.objects.get().revision == 1


@pytest.mark.parametrize("body", ["[]", "{}", "7", '"x"', "null"])
def test_what_is_no_object_of_parts_is_refused(program, address, body):
    answer = program.patch(address, body, content_type="application/json", headers={"If-Match": program.get(address)["ETag"]})
    assert answer.status_code == 422


def test_a_script_never_arrives_by_this_door_either(change):
    change(description="<p onclick=x()>Fair</p><script>steal()</script>")
    assert Version.objects.get().description == "<p>Fair</p>"


def test_what_is_in_review_is_not_changed(program, address, change, author):
    read = program.get(address)["ETag"]
    actions.submit(version=Version.objects.get(), by=author)
    assert change(read, title="Too late").status_code == 409


@pytest.mark.parametrize(("who", "status"), [("viewer", 403), ("stranger", 404), (None, 404)])
def test_others_change_nothing(client, request, address, version, who, status):
    if who:
        client.force_login(request.getfixturevalue(who))
    answer = client.patch(address, {"title": "Mine"}, content_type="application/json", headers={"If-Match": '"1.0"'})
    assert answer.status_code == status
    assert Version.objects.get().title == WHOLE["title"]


@pytest.mark.parametrize("etag", ['"1.99999999"', '"1.7777"'])
def test_a_revision_that_there_never_was_is_not_taken_for_fresh(etag, intention, client, author):
    client.force_login(author)
    before = intention.latest.title

    answer = client.patch(
        f"/api/v1/intentions/{intention.pk}/draft/", {"title": "Mine"}, content_type="application/json", headers={"If-Match": etag}
    )

    assert answer.status_code == 400 and "was never the etag of this draft" in answer.json()["detail"]
    intention.latest.refresh_from_db()
    assert intention.latest.title == before


def test_what_is_nested_too_deeply_is_refused_in_words(intention, client, author):
    client.force_login(author)
    deep = "[" * 100_000 + "]" * 100_000

    answer = client.patch(f"/api/v1/intentions/{intention.pk}/draft/", deep, content_type="application/json", headers={"If-Match": '"1.0"'})

    assert answer.status_code == 400
    assert "nested too deeply" in answer.json()["detail"]


def test_a_key_that_is_no_text_is_answered_like_an_unknown_one(client, db):
    asked = [client.get("/api/v1/rounds/", headers={"Authorization": said}) for said in ("Bearer \xff", "Bearer ci_unknown")]

    assert [answer.status_code for answer in asked] == [401, 401]
    assert asked[0].json() == asked[1].json()
