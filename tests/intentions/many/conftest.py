import pytest

from intentions import actions
from intentions.models import CaseStudy, Challenge, Enabler, Programme, Section
from intentions.states import ProgrammeKind
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from ...standing import standing
from ..conftest import WHOLE
from ..reading import soup, text
from .pages import CHANGE, MANY, REPLACE, SPOKEN


@standing
def three(chapter, author):
    """UEC-01, UEC-02, UEC-03: drafts."""
    for title in ("One", "Two", "Three"):
        actions.add_intention(chapter=chapter, by=author, content={**WHOLE, "title": title}, owner=author)


@standing
def cancer(round, author):
    programme = Programme.objects.create(slug="cancer", name="Cancer", kind=ProgrammeKind.CANCER, order=2)
    return actions.add_chapter(round=round, programme=programme, code="CAN", title="Cancer", by=author)


@standing
def westham(db):
    return Place.objects.create(slug="westham", name="Westham", short_name="Westham", kind=PlaceKind.BOROUGH)


@pytest.fixture
def look(at_desk, author):
    """Ticks and a question answered, as far as the preview."""
    desk = at_desk(author)
    return lambda ticks=("UEC-01", "UEC-02", "UEC-03"), **answers: desk.post(MANY, {"tick": list(ticks), **answers})


@pytest.fixture
def change(look, client):
    """The preview, and what it offers sent as it stands."""

    def done(*ticks, without=(), **answers):
        page = soup(look(ticks or ("UEC-01", "UEC-02", "UEC-03"), **answers))
        form = page.find("form", action=lambda address: address and address.startswith(CHANGE))
        sent = {}
        for box in form.find_all("input"):
            if box["name"] != "csrfmiddlewaretoken" and not any(box["value"].startswith(f"{one}:") for one in without):
                sent.setdefault(box["name"], []).append(box["value"])
        return client.post(form["action"], sent, follow=True)

    return done


@pytest.fixture
def spoken(chapter, round, author):
    """The word in an intention, its money, its chapter and each kind of front matter."""
    actions.add_intention(
        chapter=chapter,
        by=author,
        content={**WHOLE, "title": "A trust for all", "description": SPOKEN, "money": [{"kind": "saving", "basis": "Of each trust"}]},
    )
    actions.edit_chapter(
        chapter=chapter,
        by=author,
        revision=chapter.revision,
        narrative="<p>One trust.</p>",
        objectives=["Ask the trust", "trust"],
        year_plans=[{"year": "2019/20", "text": "<p>The trust begins.</p>"}],
    )
    add = actions.add_passage
    add(round=round, model=Section, by=author, heading="Why", kind="other", body="<p>The trust asked.</p>")
    add(round=round, model=Challenge, by=author, area="Trust", statement="No trust can alone.", amount=None)
    add(round=round, model=CaseStudy, by=author, title="How", narrative="<p>A trust did.</p>", benefits_patients=["The trust is near"])
    add(
        round=round,
        model=Enabler,
        by=author,
        title="Staff",
        lead_role="",
        aims=["One trust"],
        impact=[{"area": "trust", "items": ["trust"]}],
    )


@pytest.fixture
def found_by(at_desk, author):
    desk = at_desk(author)
    return lambda **asked: desk.get(REPLACE, asked)


@pytest.fixture
def replace(found_by, client):
    """What the page offers sent as it stands, but for the places of which the redline says one of `without`."""

    def done(*, without=(), **asked):
        page = soup(found_by(**asked))
        form = page.find("form", action=f"{REPLACE}change/")
        sent = {}
        for box in form.find_all("input"):
            spoken = text(box.find_parent("li")) if box["name"] == "place" else ""
            if box["name"] != "csrfmiddlewaretoken" and not any(one in spoken for one in without):
                sent.setdefault(box["name"], []).append(box["value"])
        return client.post(form["action"], sent, follow=True)

    return done
