"""Whatever people do with proposals, the words of all of them together are the words of the source."""

import random
import re
from collections import Counter

import pytest
from django.utils import timezone

from intentions import actions
from intentions.actions import CannotJudge
from intentions.models import Finding
from intentions.states import FindingKind, Verdict

from .documents import brought_in
from .whole import file, words

ACTS = 40
FACT = re.compile(r"^(?:Theme|Timescale|Lever): .*$", re.M)


def said(brought):
    """Each word as often as titles and words say it; not a title that the words say already, nor a fact that a merged one brought along."""
    rows = [(title, FACT.sub("", body)) for title, body in brought.findings.values_list("title", "words")]
    return sum((words(body if title.rstrip(".…") in body else f"{title} {body}") for title, body in rows), Counter())


def amounts(brought):
    return sorted(one.facts["amount_gbp"] for one in brought.findings.filter(kind="money") if "amount_gbp" in one.facts)


@pytest.mark.parametrize("seed", range(4))
def test_judging_splitting_merging_and_moving_lose_and_double_no_word(sat, chapter, colleague, seed):
    brought, chance = brought_in(sat, file("all.docx")), random.Random(seed)
    before, pieces, sums = said(brought), set(brought.pieces.filter(findings=None)), amounts(brought)
    for _ in range(ACTS):
        act(
            chance,
            chance.choice(list(Finding.objects.filter(brought=brought).select_related("chapter", "standing").order_by("order"))),
            chapter,
            colleague,
        )
        assert said(brought) == before
        assert set(brought.pieces.filter(findings=None)) == pieces
        assert len(set(brought.findings.values_list("order", flat=True))) == brought.findings.count()
    assert not Counter(amounts(brought)) - Counter(sums)


def act(chance, one, chapter, by):
    about = {"finding": one, "seen": one.revision, "by": by, "at": timezone.now()}
    try:
        match chance.choice(["judge", "mend", "merge", "split", "move"]):
            case "judge":
                actions.judge_finding(verdict=chance.choice(list(Verdict)), **about)
            case "mend":
                kind = chance.choice([FindingKind.PASSAGE, FindingKind.INTENTION, FindingKind(one.kind)])
                actions.mend_finding(title=one.title, words=one.words, kind=kind, chapter=one.chapter, **about)
            case "merge":
                actions.merge_finding(**about)
            case "split":
                actions.split_finding(paragraph=chance.randint(1, 4), **about)
            case "move":
                actions.mend_finding(title=one.title, words=one.words, kind=FindingKind(one.kind), chapter=chapter, **about)
    except CannotJudge:
        assert Finding.objects.get(pk=one.pk).revision == one.revision
