"""What of a text could not be kept is said behind every door: after a save of the plain box, to a program, and beside a paste."""

import json

from intentions.models import Version

from .editing import now, save
from .reading import EDIT, soup, text

STRUCK = "<p>The trust may <s>not</s> close a ward.</p>"


def banner(response):
    found = soup(response).find(class_="nhsuk-notification-banner")
    return text(found) if found else ""


def test_what_a_plain_box_could_not_keep_is_said_after_the_save(desk):
    assert save(desk, description=STRUCK).status_code == 302
    assert now().description == "<p>The trust may close a ward.</p>"
    said = banner(desk.get(EDIT))
    assert "Not all of what was written could be kept as it was. Description. Struck out, so left out: “not”." in said


def test_what_was_kept_whole_is_said_as_saved(desk):
    words = "Lead: <TBC> to answer by <name of lead>.\r\n\r\nLine one\r\nLine two\r\n\r\n2019. In that year\r\n\r\n4. Fourth\r\n5. Fifth"
    save(desk, description=words)
    assert now().description == (
        "<p>Lead: &lt;TBC&gt; to answer by &lt;name of lead&gt;.</p><p>Line one<br>Line two</p><p>2019. In that year</p>"
        '<ol start="4"><li>Fourth</li><li>Fifth</li></ol>'
    )
    assert "could be kept" not in banner(desk.get(EDIT))


def test_what_is_refused_is_not_said_to_be_saved(desk):
    answer = save(desk, title="", description=STRUCK)
    assert answer.status_code == 422
    assert "could be kept" not in str(answer.content)


def test_a_program_is_told_beside_the_answer(client, author, version):
    client.force_login(author)
    address = f"/api/v1/intentions/{version.intention_id}/draft/"
    headers = {"If-Match": client.get(address)["ETag"]}
    answer = client.patch(address, {"description": STRUCK}, content_type="application/json", headers=headers)
    assert answer.status_code == 200, answer.json()
    assert Version.objects.get().description == "<p>The trust may close a ward.</p>"
    assert any("Struck out, so left out: “not”." in said for said in json.loads(answer["Not-Kept"]))


def test_a_paste_is_read_as_it_would_be_stored_and_nothing_is_written(client, author, version):
    client.force_login(author)
    before = Version.objects.get().revision
    answer = client.post("/pasted/", {"html": STRUCK}).json()
    assert answer == {"html": "<p>The trust may close a ward.</p>", "told": ["Struck out, so left out: “not”."]}
    assert client.post("/pasted/", {"words": "4. a\n5. b"}).json()["html"] == '<ol start="4"><li>a</li><li>b</li></ol>'
    assert Version.objects.get().revision == before


def test_a_paste_that_is_too_large_is_refused_in_words(client, author, version):
    client.force_login(author)
    answer = client.post("/pasted/", {"html": "<p>" + "x" * 200_001})
    assert (answer.status_code, answer.json()) == (422, {"refused": "What was pasted must be 200 kB or less"})
    assert client.post("/pasted/", {"words": "x\n" * 200_000}).status_code == 422


def test_nothing_is_said_to_be_saved_where_only_a_row_more_was_asked_for(desk):
    before = now().description
    answer = save(desk, description=STRUCK, add_money="1")
    assert answer.status_code == 200 and now().description == before
    assert "Saved" not in banner(answer) and "Saved" not in banner(desk.get(EDIT))
