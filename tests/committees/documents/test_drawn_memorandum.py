"""A memorandum as a paper: in the words that were signed, and of the one that was chosen."""

import pytest

from committees import actions, documents
from committees.states import PaperForm
from portal.printing import pdf
from providers.models import Memorandum

from ..conftest import IN_TIME


@pytest.fixture
def make(committee, ccg, author):
    return lambda form, **fields: actions.make_paper(
        committee=committee, author=ccg, title=str(PaperForm(form).label), by=author, form=form, **fields
    )


@pytest.fixture
def signed(round_, ccg, author, approver):
    text = {
        "parties": [["Eastham CCG", "Commissioner"], ["Harbour Trust", "Provider"]],
        "terms": [["Purpose", "To say what was agreed."], ["Exit", ""]],
        "clauses": [["On UEC-01, the commissioners accept <condition> 1.", "From UEC-01 version 1, condition 1 of Harbour"]],
        "commitments": [["Harbour Trust", "Opens the unit", "1 April 2019", "Chief officer"]],
    }
    memorandum = Memorandum.objects.create(round=round_, number=1, status="AGREED", text=text, text_sha256="a" * 64)
    memorandum.accords.create(organisation=ccg, signatory=approver, signatory_role="Chief officer", signed_at=IN_TIME, text_sha256="a" * 64)
    return memorandum


def text_of(facts):
    return pdf.render_html("documents/paper.html", facts, title="x")


def test_a_memorandum_reads_as_it_was_signed(make, edition, signed):
    words = text_of(documents.paper_facts(make(PaperForm.MEMORANDUM, edition=edition)))
    for said in (
        "Harbour Trust",
        "To say what was agreed.",
        "accept &lt;condition&gt; 1.",
        "Opens the unit",
        "Chief officer",
        "Signatures",
    ):
        assert said in words
    assert "Exit" not in words


def test_a_memorandum_says_what_was_changed_left_out_and_who_is_no_party(make, edition, signed, round_):
    text = {
        **signed.text,
        "about": "on contract QE-114",
        "offered": 1,
        "clauses": [["Clinics at every site.", "From UEC-01 of Care Ltd.", "Clinics on weekdays."]],
        "left_out": [["A local price.", "From UEC-02 version 1", "It stands in the contract"]],
        "taken_out": [["Harbour Trust", "It closed"]],
    }
    second = Memorandum.objects.create(round=round_, contract="QE-114", number=1, status="AGREED", text=text, text_sha256="b" * 64)
    words = text_of(documents.paper_facts(make(PaperForm.MEMORANDUM, edition=edition, memorandum=second)))
    for said in (
        "Clinics at every site. (From UEC-01 of Care Ltd.) Changed here. As agreed: “Clinics on weekdays.”",
        "A local price. (From UEC-02 version 1.) Left out because: It stands in the contract.",
        "No party: Harbour Trust. It closed.",
    ):
        assert said in words
    assert "accept" not in words


def test_a_memorandum_of_several_is_chosen_before_it_is_cleared(make, edition, signed, round_):
    Memorandum.objects.create(round=round_, contract="QE-114", number=1, status="AGREED", text=signed.text, text_sha256="b" * 64)

    assert documents.missing(make(PaperForm.MEMORANDUM, edition=edition), on=IN_TIME.date()) == [
        "Choose the memorandum: more than one of this round is signed."
    ]
    assert not documents.missing(make(PaperForm.MEMORANDUM, edition=edition, memorandum=signed), on=IN_TIME.date())


def test_a_memorandum_that_is_not_signed_is_no_paper(make, edition):
    assert documents.missing(make(PaperForm.MEMORANDUM, edition=edition), on=IN_TIME.date()) == [
        "No memorandum of this round is signed by all its parties."
    ]


@pytest.mark.slow
def test_a_memorandum_prints_without_a_fault(make, edition, signed):
    made = pdf.print_paper("documents/paper.html", documents.paper_facts(make(PaperForm.MEMORANDUM, edition=edition)), title="Paper")
    assert (made.faults, made.warnings) == ([], [])
