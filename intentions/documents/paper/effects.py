"""The money of a whole document: every effect of its chapters and intentions, and what the known amounts come to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from portal.nhsuk import words

from ...states import Confidence, MoneyKind
from .programme import money_in_words
from .sections import plain
from .text import Facts, paragraph, table

HEADS = ["Reference", "For", "Effect", "Amount", "Years", "Confidence"]
CELLS = ("kind", "amount", "years", "confidence")
ADDED = (str(Confidence.COMMITTED.label), str(Confidence.ESTIMATED.label))  # illustrative amounts are added to nothing


def money(content: Facts, number: str) -> Facts:
    """The target, then every effect, then sums; an amount nobody knows says so and is never counted as nought."""
    rows = list(_rows(content))
    blocks = [paragraph(words, f"{number}.{at}") for at, words in enumerate(_target(content), 1)]
    if rows:
        cells = [[code, title, *(row[name] or "Not given" for name in CELLS)] for code, title, row, _ in rows]
        blocks.append(table("Every effect on money", HEADS, cells))
        blocks += _sums([(row, pounds) for _, _, row, pounds in rows])
    return plain(blocks)


def _target(content: Facts) -> list[str]:
    target = content["savings_target"]
    return [escaped(words) for words in (f"Savings target: {target}" if target else "", content["savings_note"]) if words]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _rows(content: Facts) -> Iterable[tuple[str, str, Facts, Decimal | None]]:
    """(reference, title, the row in words, pounds) of chapters as a whole and of intentions, in the order of the document."""
    for chapter in content["chapters"]:
        for row in chapter["money"]:
            yield chapter["code"], chapter["title"], money_in_words(row), _pounds(row.get("amount"))
        for intention in chapter["intentions"]:
            for row in intention["money"]:
                yield intention["reference"], intention["title"], row, _pounds(row["pounds"])


def _pounds(amount: object) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _sums(rows: list[tuple[Facts, Decimal | None]]) -> list[Facts]:
    """For each effect what is committed and what is estimated, and how many amounts are not known."""
    lines = []
    for kind in (str(one.label) for one in MoneyKind):
        ours = [(row["confidence"], pounds) for row, pounds in rows if row["kind"] == kind]
        if ours:
            sums = [_sum(pounds for said, pounds in ours if said == confidence) for confidence in ADDED]
            lines.append([kind, *sums, str(sum(pounds is None for _, pounds in ours) or "None")])
    return [table("What it comes to", ["Effect", *ADDED, "Amounts not known"], lines)] if lines else []


def _sum(amounts: Iterable[Decimal | None]) -> str:
    known = [amount for amount in amounts if amount is not None]
    return words.money(sum(known, Decimal(0))) if known else "None"
