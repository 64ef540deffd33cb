"""Responses and decisions as a committee reads them: which intention, who, what was said, what was decided and why."""

from types import SimpleNamespace

import pytest

from committees import actions, documents
from committees.documents.drawn import answers
from committees.states import PaperForm


class Decisions(list):
    def order_by(self, *names):
        return self


def decision(reference, *, is_private=False):
    conditions = SimpleNamespace(all=list)
    return SimpleNamespace(
        is_private=is_private,
        is_agreed=False,
        verdict="not-accept",
        position=SimpleNamespace(
            reference=reference,
            is_own=False,
            intention=SimpleNamespace(reference=reference),
            response=SimpleNamespace(organisation=SimpleNamespace(name="Harbour Trust"), whose="Harbour Trust"),
            conditions=conditions,
            get_stance_display=lambda: "Cannot support",
        ),
        reason="It costs more than it saves",
        corrected=0,
        new_version=None,
        needs_new_version=False,
        get_verdict_display=lambda: "Not accepted",
    )


@pytest.fixture
def rows(committee, ccg, author, edition, monkeypatch):
    def told(*decisions, **fields):
        monkeypatch.setattr(answers.decided, "published", lambda round_: Decisions(decisions))
        paper = actions.make_paper(
            committee=committee, author=ccg, title="Decisions", by=author, form=PaperForm.RESPONSES, edition=edition, **fields
        )
        section = documents.paper_facts(paper)["sections"][-1]
        return [[cell["text"] for cell in row] for part in section["parts"] for row in part["blocks"][0]["rows"]]

    return told


def test_a_decision_is_told_by_its_word_and_its_reason_beside_the_title_of_its_intention(rows):
    assert rows(decision("UEC-01")) == [
        ["UEC-01 UEC intention 1", "Harbour Trust", "Cannot support.", "Not accepted: It costs more than it saves.", "Nothing"]
    ]


def test_of_what_was_answered_privately_neither_word_nor_reason_is_told(rows):
    assert rows(decision("UEC-01", is_private=True))[0][2:] == ["Answered privately"] * 3


def test_decisions_on_programmes_that_were_not_chosen_are_left_out(rows):
    assert [row[0][:6] for row in rows(decision("UEC-01"), decision("CAN-01"), programmes=["CAN"])] == ["CAN-01"]
