"""What counts as found: a proposal and an expected fact that say the same, each of them once.

The rule. Both are reduced to the stems of their words of meaning; a word weighs by how rare it is among the expected facts,
words of a title twice. Two say the same when the cosine of their weights is at least BAR, or IN_CHAPTER when they also stand in
chapters that were paired. The best pairs are taken first, and
neither side is used again: two proposals of one fact are one hit and one miss, one proposal of two facts likewise.
`chance` tells what the rule is worth: the share of another document's facts that it would have called found.
"""

import math
import re
from collections import Counter

BAR, IN_CHAPTER = 0.33, 0.2
STOP = set(
    "the of and to in for a is with are on our be care by that this as we their it from at or will an have has not"
    " which who all its can may should must also through each "
    "including ensure other any into than such these those where when use used using across within under more so y yr a"
    " i o ar ac mae gyda ei eu am er yn bydd byddwn".split()
)
ENDINGS = re.compile(r"(?:isations?|izations?|ations?|ements?|ments?|ings?|ies|ied|ers?|ed|es|ly|s|e|y)$")


def stem(word):
    short = ENDINGS.sub("", word)
    return short if len(short) >= 3 else word


def words(text):
    return [
        stem(word)
        for word in re.findall(r"[^\W_]+", (text or "").lower().replace("’", "'"))
        if word not in STOP and (len(word) > 1 or word.isdigit())
    ]


def vector(title, text, weights):
    counts = Counter(words(text)) | Counter()
    found = {word: weights.get(word, 1.0) for word in counts}
    for word in words(title):
        found[word] = 2 * weights.get(word, 1.0)
    size = math.sqrt(sum(value * value for value in found.values()))
    return {word: value / size for word, value in found.items()} if size else {}


def weights_of(facts):
    seen = Counter(word for title, text in facts for word in {*words(title), *words(text)})
    return {word: math.log(1 + len(facts) / count) for word, count in seen.items()}


def pairs(proposed, expected, is_together=lambda at, to: False):
    """[(index of the proposal, index of the fact, score)], each index once; both given as (title, text)."""
    weights = weights_of(expected)
    left, right = ([vector(title, text, weights) for title, text in side] for side in (proposed, expected))
    scores = []
    for at, one in enumerate(left):
        for to, other in enumerate(right):
            score = sum(value * other[word] for word, value in one.items() if word in other)
            near = is_together(at, to)
            if score >= (IN_CHAPTER if near else BAR):
                scores.append((score + (0.1 if near else 0), at, to))
    found, used, met = [], set(), set()
    for score, at, to in sorted(scores, key=lambda one: (-one[0], abs(one[1] / max(1, len(left)) - one[2] / max(1, len(right))))):
        if at not in used and to not in met:
            used.add(at)
            met.add(to)
            found.append((at, to, score))
    return found


def figures(found, proposed, expected):
    return {
        "recall": round(found / expected, 3) if expected else None,
        "precision": round(found / proposed, 3) if proposed else None,
        "expected": expected,
        "proposed": proposed,
    }
