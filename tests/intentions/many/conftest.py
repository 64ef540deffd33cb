import pytest

from intentions import actions
from intentions.models import Programme
from intentions.states import ProgrammeKind
from portal.organisations.models import Place
from portal.organisations.states import PlaceKind

from ...standing import standing
from ..conftest import WHOLE
from ..reading import soup
from .pages import CHANGE, MANY


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
