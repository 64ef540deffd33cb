"""What is wrong with the words themselves: spelling, short forms, years, negatives, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from portal.nhsuk.glossary import GLOSSARY

from .finding import LOOK, MUST, Finding, check
from .whole import Text, Whole

# Words that a dictionary knows and that mean something else here.
WRONG_WORDS = {
    "commissioning intuitions": "commissioning intentions",
    "commissioning intension": "commissioning intention",
    "non-complaint": "non-compliant",
    "non complaint": "non-compliant",
    "pubic health": "public health",
    "heath care": "health care",
    "heath service": "health service",
    "patent care": "patient care",
    "principle commissioner": "principal commissioner",
    "complimentary to": "complementary to",
    "discreet services": "discrete services",
}
MISSPELT = {
    "integrarted": "integrated",
    "intergrated": "integrated",
    "intergration": "integration",
    "comissioning": "commissioning",
    "commisioning": "commissioning",
    "comissioner": "commissioner",
    "commisioner": "commissioner",
    "acheive": "achieve",
    "accomodation": "accommodation",
    "beleive": "believe",
    "concensus": "consensus",
    "definately": "definitely",
    "enviroment": "environment",
    "goverment": "government",
    "implemention": "implementation",
    "liason": "liaison",
    "maintainance": "maintenance",
    "occured": "occurred",
    "pathwy": "pathway",
    "priorites": "priorities",
    "recieve": "receive",
    "refferal": "referral",
    "seperate": "separate",
    "servcies": "services",
    "stategy": "strategy",
    "threshhold": "threshold",
    "untill": "until",
}
DOUBLED = re.compile(r"\b(?:an? the|the an?|the the|of of|to to|and and|in in|is is|for for)\b", re.IGNORECASE)
OPPOSITES = r"(?:un(?!der|i|til|less)\w{4,}|in(?:capable|sufficient|adequate|appropriate)\w*)"
NEGATIVES = re.compile(rf"\b(?:unlikely|impossible|never|not)(?: to be| to| be)? {OPPOSITES}", re.IGNORECASE)
SHORT_FORM = re.compile(r"\b[A-Z]{4,10}(?=s?\b)")
SLASHED = re.compile(r"(?<![\d/])(?<!SI )(20\d\d) ?/ ?(\d\d(?:\d\d)?)(?![\d/])")
HYPHENED = re.compile(r"(?<![\d/-])(20\d\d)[-\u2010-\u2013](\d\d)(?![\d/-])")
LINK = re.compile(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)


def _any_of(words: dict[str, str]) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


WRONG, TYPO = _any_of(WRONG_WORDS), _any_of(MISSPELT)


@check("wrong-word", reads="text")
def wrong_words(text: Text, whole: Whole) -> Iterator[Finding]:
    """Words that exist and mean something else: “commissioning intuitions”, “non-complaint”."""
    for found in _once(WRONG, text.words):
        yield LOOK, text.field, f"says “{found}”; “{WRONG_WORDS[found.lower()]}” is meant"


@check("spelling", reads="text")
def misspelt_words(text: Text, whole: Whole) -> Iterator[Finding]:
    """Words spelt wrongly, and small words written twice."""
    for found in _once(TYPO, text.words):
        yield LOOK, text.field, f"says “{found}”; “{MISSPELT[found.lower()]}” is meant"
    for found in _once(DOUBLED, text.words):
        yield LOOK, text.field, f"says “{found}”: one of these words is too many"


@check("double-negative", reads="text")
def double_negatives(text: Text, whole: Whole) -> Iterator[Finding]:
    """Two negatives that may say the opposite of what is meant: “unlikely to be unsustainable”."""
    for found in _once(NEGATIVES, text.words):
        yield LOOK, text.field, f"says “{found}”: two negatives say the opposite"


@check("acronym", reads="text")
def near_acronyms(text: Text, whole: Whole) -> Iterator[Finding]:
    """Short forms that are nearly one of the glossary: “CQIN” for CQUIN."""
    for found in _once(SHORT_FORM, text.words):
        if found not in whole.beside.names and (meant := nearest(found, frozenset(GLOSSARY) - whole.beside.names)):
            yield LOOK, text.field, f"says “{found}”; the glossary has “{meant}”"


@check("name", reads="text")
def near_names(text: Text, whole: Whole) -> Iterator[Finding]:
    """Short names that are nearly an organisation's: “EFAST” for EEAST."""
    for found in _once(SHORT_FORM, text.words):
        if found not in GLOSSARY and (meant := nearest(found, whole.beside.names)):
            yield LOOK, text.field, f"says “{found}”; the register of organisations has “{meant}”"


@check("consecutive", reads="text")
def years_follow_each_other(text: Text, whole: Whole) -> Iterator[Finding]:
    """The two halves of a financial year follow each other: 2019/29 is none."""
    for first, second in dict.fromkeys(SLASHED.findall(text.words)):
        if int(second) % 100 != (int(first) + 1) % 100 or (len(second) == 4 and int(second) != int(first) + 1):
            yield MUST, text.field, f"says “{first}/{second}”, which is no financial year"


@check("other-year", reads="text")
def speaks_of_earlier_years(text: Text, whole: Whole) -> Iterator[Finding]:
    """A year before the round may have been left from an earlier text: 2018/19 in a paper for 2019/20."""
    if text.field == "year_plans":
        return
    found = [(first, second) for first, second in SLASHED.findall(text.words) if _is_year(first, second)]
    earlier = [f"{first}/{second}" for first, second in found if int(first) < whole.round.year_from]
    if earlier:
        yield LOOK, text.field, f"speaks of {', '.join(dict.fromkeys(earlier))}; the round is for {whole.round.years}"


@check("year-form", reads="text")
def years_in_one_form(text: Text, whole: Whole) -> Iterator[Finding]:
    """Financial years are written one way: 2015/16, not 2015-16."""
    for first, second in dict.fromkeys(HYPHENED.findall(text.words)):
        if _is_year(first, second):
            yield LOOK, text.field, f"writes “{first}-{second}”; elsewhere it is {first}/{second}"


@check("link", reads="text")
def links_say_where_they_lead(text: Text, whole: Whole) -> Iterator[Finding]:
    """A link whose words have nothing in common with its address may hang on the wrong words."""
    for address, inner in LINK.findall(text.html):
        said = re.sub(r"<[^>]+>", "", inner).strip()
        parts = {word.lower() for word in re.findall(r"[A-Za-z]{3,}", said)}
        if not any(word in address.lower() for word in parts):
            yield LOOK, text.field, f"links “{said}” to {address}: open it and see that this is what it says"


def _once(pattern: re.Pattern[str], words: str) -> list[str]:
    """What is found, each spelling once."""
    return list(dict.fromkeys(found.group(0) for found in pattern.finditer(words)))


def _is_year(first: str, second: str) -> bool:
    return int(second) % 100 == (int(first) + 1) % 100


@cache
def nearest(word: str, known: frozenset[str]) -> str:
    """The one known form that differs by one letter; nothing when the word itself is known."""
    if word in known:
        return ""
    return next((one for one in sorted(known) if len(one) > 3 and one.isupper() and _differs_by_one(word, one)), "")


def _differs_by_one(one: str, other: str) -> bool:
    """One letter changed, left out or put in; the first letter is the same."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    shorter, longer = sorted((one, other), key=len)
    at = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    return shorter[at + (len(shorter) == len(longer)) :] == longer[at + 1 :]
