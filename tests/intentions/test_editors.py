"""Pairs of editors and random lives at a small size; tests/proof/test_editing.py has the full one."""

from .drafts import Life
from .editors import DOORS, PARTS, Editor, lost, things


def test_of_twelve_pairs_of_editors_nobody_overwrites_a_word_unseen(version, author, colleague, round):
    known = things(round)
    ends = [lost(version, author, colleague, known, seed) for seed in range(12)]
    assert [(seed, wrong) for seed, (wrong, _) in enumerate(ends) if wrong] == []


def test_the_judge_sees_an_overwriting(version, author, colleague, round, monkeypatch):
    known = things(round)
    monkeypatch.setattr("intentions.actions.intention.changed_since", lambda *given: False)
    monkeypatch.setattr(Editor, "_new", lambda self, part: f"{self.name} wrote this" if part == "title" else None)
    monkeypatch.setattr("tests.intentions.editors.PARTS", ("title",))
    monkeypatch.setattr("random.Random.sample", lambda self, found, count: ["title"])
    wrong, _ = lost(version, author, colleague, known, seed=1)
    assert wrong == ["title"]


def test_twenty_random_lives_of_a_draft_agree_with_the_model(chapter, author, colleague, approver):
    people = {"author": author, "colleague": colleague, "approver": approver}
    done = [step for seed in range(20) for step in Life(seed, people, chapter).live(25)]
    assert {"save: saved", "save: stale", "save: refused", "approve: done", "delete: done", "next: done"} <= set(done)


def test_every_door_and_part_is_tried():
    assert (len(DOORS), len(PARTS)) == (3, 19)
