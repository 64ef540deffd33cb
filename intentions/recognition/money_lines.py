"""Money named in running text, wherever it stands; an amount inside an intention belongs to it."""

from __future__ import annotations

from portal.reading.source import FURNITURE, TABLE

from .amounts import amounts_in
from .drafting import Drafting
from .pieces import whole
from .proposed import INTENTION, MONEY, Proposal, texts_of


def read_money(drafting: Drafting) -> None:
    owners: dict[str, list[tuple[int, int, Proposal]]] = {}
    for one in drafting.proposed.of(INTENTION):
        for span in one.spans:
            owners.setdefault(span.key, []).append((span.start, span.end, one))
    told = {span.key for one in drafting.proposed.of(MONEY) for span in one.spans}
    furniture = {block.key for block in drafting.source.blocks if block.kind in (FURNITURE,)}
    for key, text in texts_of(drafting.source).items():
        if "£" not in text or key in told or key.partition(".")[0] in furniture:
            continue
        for sentence, facts in amounts_in(whole(key, text)):
            owner = next((one for start, end, one in owners.get(key, ()) if start <= sentence.start < end), None)
            owner = owner or drafting.headed.get(key.partition(".")[0])
            fields = {**facts, "intention": owner.key if owner else ""}
            is_table = drafting.blocks[key.partition(".")[0]].kind == TABLE
            why = f"“{facts['text']}” in {'an intention' if owner else 'a table' if is_table else 'a sentence'}"
            drafting.add(
                MONEY, fields, [sentence.span], sure=0.8 if facts["kind"] else 0.55, why=why, chapter=owner.chapter if owner else ""
            )
