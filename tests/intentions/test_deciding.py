"""A suggestion is decided beside the text it is about, and the page stays."""

import json

from intentions import actions
from intentions.views.suggestions import LATE

from .commented import *  # noqa: F403  a draft and what is said of it
from .commented import THREE, keys, said
from .reading import DRAFT, EDIT, soup, text

HTMX = {"HX-Request": "true"}


def test_a_writer_decides_beside_the_text_and_a_viewer_reads_there(at_desk, viewer, author, version, suggest):
    made = suggest()
    margin = soup(at_desk(viewer).get(f"{EDIT}comments/", headers=HTMX))
    assert (len(margin.select(".app-note--suggested")), margin.select("[name=decide]")) == (3, [])
    desk = at_desk(author)
    forms = soup(desk.get(f"{EDIT}comments/", headers=HTMX)).select("form[data-decide]")
    first = next(one for one in forms if "May" in text(one.parent))
    answer = desk.post(first["hx-post"], {"decide": first.select_one("[value^=accept]")["value"]}, headers=HTMX)
    told = json.loads(answer.headers["HX-Trigger"])["decided"]
    assert (answer.status_code, told["target"]) == (204, "#margin")
    assert told["said"] == "Accepted: it is in the text, as a save of yours."
    assert said(version) == THREE.replace("in April", "in May")
    assert len(soup(desk.get(f"{EDIT}comments/", headers=HTMX)).select("form[data-decide]")) == 2

    late = desk.post(first["hx-post"], {"decide": first.select_one("[value^=accept]")["value"]}, headers=HTMX)
    assert (late.status_code, made.pk is not None) == (409, True)
    assert text(soup(late)) == f"Error: {LATE}"


def test_beside_a_text_that_waits_for_approval_nothing_is_decided(at_desk, suggest, version, author):
    made = suggest()
    key = keys(made, "May")[0]
    actions.submit(version=version, by=author)
    desk = at_desk(author)
    assert soup(desk.get(f"{EDIT}comments/", headers=HTMX)).select("[name=decide]") == []
    answer = desk.post(f"{DRAFT}suggestions/{made.pk}/settle/", {"decide": f"accept:{key}"}, headers=HTMX)
    assert (answer.status_code, said(version)) == (409, THREE)
    assert text(soup(answer)).endswith("cannot be changed any more as it stands. Nothing was decided.")
