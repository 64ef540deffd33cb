"""What a paper is made as, and what each kind asks."""

import pytest

from committees.models import Paper
from providers.models import Memorandum

from ..reading import entering, problems, soup


@pytest.fixture
def asked(committee, edition, ccg):
    return {"committee": str(committee.pk), "edition": str(edition.pk), "author": str(ccg.pk), "title": "A paper"}


def make(client, clerk, asked, **more):
    return entering(client, clerk).post("/papers/make/", {**asked, **more})


@pytest.mark.parametrize("form", ["report", "document", "appendix", "joint", "strategy", "responses", "outcomes", "letter"])
def test_each_kind_is_made_from_the_page(client, clerk, asked, form):
    make(client, clerk, asked, form=form)
    paper = Paper.objects.get()

    assert paper.form == form
    assert soup(client.get(paper.get_draft_url())).find("h1")
    assert client.get(f"{paper.get_draft_url()}preview/").status_code == 200
    assert client.get(f"{paper.get_draft_url()}word/").status_code == 200


def test_a_drawn_paper_asks_only_what_it_needs(client, clerk, asked):
    make(client, clerk, asked, form="appendix")
    page = soup(client.get(Paper.objects.get().get_draft_url()))

    assert page.find("input", {"name": "programmes"})
    assert page.find(attrs={"name": "purpose"}) is None


@pytest.mark.parametrize(("form", "problem"), [("plan", "Select a plan"), ("changes", "Select an earlier edition of the same round")])
def test_what_a_kind_is_drawn_from_must_be_chosen(client, clerk, asked, form, problem):
    assert problems(soup(make(client, clerk, asked, form=form), 422)) == [problem]


def test_a_memorandum_is_made_a_paper_only_by_who_may_read_it(client, clerk, author, asked, edition):
    Memorandum.objects.create(round=edition.round, number=1, status="AGREED", text={}, text_sha256="a" * 64)
    refused = problems(soup(make(client, clerk, asked, form="memorandum"), 422))
    assert refused == [f"No memorandum of {edition.round} is signed, or you may not read it. Select another edition"]

    make(client, author, asked, form="memorandum")
    assert (Paper.objects.get().form, Paper.objects.get().memorandum) == ("memorandum", Memorandum.objects.get())


def test_of_several_signed_memoranda_one_is_chosen_for_the_paper(client, author, asked, edition):
    made = [
        Memorandum.objects.create(round=edition.round, contract=name, number=1, status="AGREED", text={}, text_sha256="a" * 64)
        for name in ("QE-1", "QE-2")
    ]
    page = soup(make(client, author, asked, form="memorandum"), 422)
    assert problems(page) == ["Select the memorandum"] and f"{edition.round}, on contract QE-2" in page.text

    make(client, author, asked, form="memorandum", memorandum=str(made[1].pk))
    assert Paper.objects.get().memorandum == made[1]
    other = Memorandum.objects.create(round=round_elsewhere(edition), number=1, status="AGREED", text={}, text_sha256="a" * 64)
    page = soup(make(client, author, asked, form="memorandum", memorandum=str(other.pk)), 422)
    assert problems(page) == [f"Select a memorandum of {edition.round}"]


def round_elsewhere(edition):
    lead = edition.round.lead
    return type(edition.round).objects.create(slug="elsewhere", title="Elsewhere", lead=lead, year_from=2019, year_to=2019)
