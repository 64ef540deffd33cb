"""Money named in running text, wherever it stands; an amount inside an intention belongs to it."""

from __future__ import annotations

from portal.reading.source import FURNITURE, TABLE

from .amounts import amounts_in
from .drafting import Drafting
from .pieces import whole
from .proposed import INTENTION, MONEY, Proposal, texts_of


def read_money(drafting: Drafting) -> None:
    told = {span.key for one in drafting.proposed.of(MONEY) for span in one.spans}
    furniture = {block.key for block in drafting.source.blocks if block.kind in (FURNITURE,)}
    for key, text in texts_of(drafting.source).items():
        if "£" not in text or key in told or key.partition(".")[0] in furniture:
            continue
        for sentence, facts in amounts_in(whole(key, text)):
            owner = _owner(drafting, key, sentence.start)
            fields = {**facts, "intention": owner.key if owner else ""}
            is_table = drafting.blocks[key.partition(".")[0]].kind == TABLE
            why = f"“{facts['text']}” in {'an intention' if owner else 'a table' if is_table else 'a sentence'}"
            drafting.add(
                MONEY, fields, [sentence.span], sure=0.8 if facts["kind"] else 0.55, why=why, chapter=owner.chapter if owner else ""
            )


def _owner(drafting: Drafting, key: str, at: int) -> Proposal | None:
    for one in drafting.proposed.proposals:
        if one.kind == INTENTION and any(span.key == key and span.start <= at < span.end for span in one.spans):
            return one
    return None
