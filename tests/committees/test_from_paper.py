"""A round from paper in the papers of a committee: named as one wherever it is a source, and never one that asked or was answered here."""

import pytest

from committees import actions, documents
from committees.models import Paper
from intentions import actions as intentions

from ..intentions.from_paper.papers import MARK, PAPER
from .conftest import PUBLISHED, WORDS
from .reading import entering, problems, soup


@pytest.fixture
def old(ccg, author, approver):
    about = {"kind": "annual", "lead": ccg, "participants": [], "year_from": 2008, "year_to": 2008, "notice_by_date": None, **PAPER}
    round = intentions.start_round(title="Intentions 2008/09", slug="intentions-2008-09", by=author, **about)
    programme = intentions.add_programme(slug="other", name="Other", kind="other", by=author)
    chapter = intentions.add_chapter(round=round, programme=programme, code="C", title="Care", by=author)
    intentions.add_intention(chapter=chapter, by=author, content={"title": "A walk-in centre"})
    return intentions.publish(round=round, by=approver, approving_body="The board", approved_date=None, at=PUBLISHED)


@pytest.fixture
def report(committee, ccg, author, old):
    return actions.make_paper(committee=committee, author=ccg, title="As it was", by=author, edition=old, **WORDS)


@pytest.mark.parametrize("form", ["letter", "responses"])
def test_no_letter_of_invitation_and_no_answers_are_made_of_it(client, clerk, author, committee, ccg, old, form):
    asked = {"committee": str(committee.pk), "edition": str(old.pk), "author": str(ccg.pk), "title": "A paper", "form": form}
    page = soup(entering(client, clerk).post("/papers/make/", asked), 422)

    says = "was not consulted on here: nobody is asked to answer it, and no answers stand here. Select another edition"
    assert problems(page) == [f"Intentions 2008/09 ({MARK}) {says}"]
    assert page.select_one("[name=title]")["value"] == "A paper"
    with pytest.raises(actions.NotReady, match="was not consulted on here"):
        actions.make_paper(committee=committee, author=ccg, title="A paper", by=author, edition=old, form=form)
    assert not Paper.objects.exists()


def test_a_letter_of_invitation_is_never_pointed_at_it(committee, ccg, author, edition, old):
    letter = actions.make_paper(committee=committee, author=ccg, title="A letter", by=author, edition=edition, form="letter")
    with pytest.raises(actions.NotReady, match="was not consulted on here"):
        actions.save_paper(paper=letter, by=author, revision=letter.revision, edition=old)


def test_a_report_names_its_source_as_from_paper_in_its_words_and_beside_them(client, author, report):
    named = f"Intentions 2008/09 ({MARK})"
    assert named in str(documents.paper_facts(report))
    entering(client, author)
    assert named in soup(client.get(report.get_draft_url())).get_text()
    assert named in soup(client.get(f"{report.get_draft_url()}preview/")).get_text()


def test_where_an_edition_is_selected_it_is_named_as_from_paper(client, author, old):
    options = [one.get_text() for one in soup(entering(client, author).get("/papers/make/")).select("[name=edition] option")]
    assert any(one.startswith(f"Intentions 2008/09 ({MARK})") for one in options)
