"""What nothing was made of: passages under their headings; furniture is named as left out. After this every word ends somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from portal.reading.source import FURNITURE, HEADING, TABLE, WORD, Block

from .drafting import Drafting
from .money_lines import read_money
from .proposed import ACRONYM, MONEY, PASSAGE, REFERENCE, Proposal, Span, covered, texts_of
from .sections import Section

SCRAP = 3  # words
KIND_OF_ROLE = {
    "front": "context",
    "vision": "vision",
    "governance": "governance",
    "money": "cost",
    "outcomes": "focus",
    "objective": "goals",
    "closing": "other",
}


def read_rest(sections: list[Section], drafting: Drafting) -> None:
    read_money(drafting)
    _leave_furniture(drafting)
    texts = texts_of(drafting.source)
    taken = _taken(drafting, texts)
    _join_scraps(texts, taken, drafting)
    for section in sections:
        spans = list(_open_spans(section, texts, taken))
        body = [span for span in spans if section.heading is None or span.key != section.heading.key]
        if not body and spans:
            _heading_alone(section, spans, drafting)
        elif body:
            _passage(section, spans, body, texts, drafting)
    _beside(sections, texts, drafting)


def _join_scraps(texts: dict[str, str], taken: dict[str, list[tuple[int, int]]], drafting: Drafting) -> None:
    """A word or two between proposals ("and") goes with the one before it."""
    owners = {(span.key, span.end): one for one in drafting.proposed.proposals for span in one.spans}
    for key in list(taken):
        for span in list(free(key, texts.get(key, ""), taken[key])):
            before = [(end, one) for (where, end), one in owners.items() if where == key and end <= span.start + 1]
            if before and len(WORD.findall(texts[key][span.start : span.end])) <= SCRAP:
                max(before, key=lambda found: found[0])[1].spans.append(span)
                taken[key].append((span.start, span.end))


def _taken(drafting: Drafting, texts: dict[str, str]) -> dict[str, list[tuple[int, int]]]:
    proposed, named = drafting.proposed.proposals, drafting.proposed.left_out
    taken = [span for one in proposed for span in one.spans if _takes(one, span, texts)]
    return covered([*taken, *(span for other in named for span in other.spans)])


def _takes(one: Proposal, span: Span, texts: dict[str, str]) -> bool:
    """An amount, an acronym or a reference inside a sentence leaves the sentence whole."""
    if one.kind == MONEY and "." not in span.key:
        return False
    return one.kind not in (MONEY, ACRONYM, REFERENCE) or not WORD.search(texts[span.key][: span.start] + texts[span.key][span.end :])


def _leave_furniture(drafting: Drafting) -> None:
    for block in drafting.source.blocks:
        if block.kind == FURNITURE and block.text:
            drafting.leave_out([Span(block.key, 0, len(block.text))], f"it is furniture of the page: {block.why}")


def _passage(section: Section, spans: list[Span], body: list[Span], texts: dict[str, str], drafting: Drafting) -> None:
    if section.role == "contents":
        drafting.leave_out(spans, "a table of contents, which the portal makes itself")
        return
    words = "\n\n".join(texts[span.key][span.start : span.end].strip() for span in body)
    fields = {"heading": section.title, "body": words, "section": KIND_OF_ROLE.get(section.role, "other")}
    role = section.role or "no kind that is known"
    chapter = next(
        (one.key for above in section.above() for one in drafting.chapters.values() if above.title.rstrip(" :") == one.fields["name"]), ""
    )
    drafting.add(
        PASSAGE,
        fields,
        spans,
        sure=0.7 if section.role else 0.5,
        why=f"nothing in it commits to anything; its section is of {role}",
        chapter=chapter,
    )


def _heading_alone(section: Section, spans: list[Span], drafting: Drafting) -> None:
    """A heading whose words all went elsewhere goes with them."""
    keys = {block.key for block in section.blocks}
    for one in drafting.proposed.proposals:
        if keys & {span.key.partition(".")[0] for span in one.spans}:
            one.spans += spans
            return
    drafting.leave_out(spans, "a heading with nothing of its own under it")


def _open_spans(section: Section, texts: dict[str, str], taken: dict[str, list[tuple[int, int]]]) -> Iterator[Span]:
    blocks = [block for block in [section.heading, *section.blocks] if block]
    for block in blocks:
        for key in keys_of(block, texts):
            yield from free(key, texts[key], taken.get(key, []))


def keys_of(block: Block, texts: dict[str, str]) -> list[str]:
    if block.kind == TABLE:
        return [f"{block.key}.r{row}.c{column}" for row, column, _ in block.filled]
    return [block.key] if block.key in texts else []


def free(key: str, text: str, ranges: list[tuple[int, int]]) -> Iterator[Span]:
    """The stretches of a text that nothing stands on, when they hold a word."""
    at = 0
    for start, end in [*sorted(ranges), (len(text), len(text))]:
        if start > at and WORD.search(text[at:start]):
            yield Span(key, at, start)
        at = max(at, end)


def _beside(sections: list[Section], texts: dict[str, str], drafting: Drafting) -> None:
    """Captions, figures and whatever stands in no section."""
    taken = _taken(drafting, texts)
    for block in drafting.source.blocks:
        spans = [span for key in keys_of(block, texts) for span in free(key, texts[key], taken.get(key, []))]
        if spans:
            fields = {
                "heading": "" if block.kind != HEADING else block.text,
                "body": "\n".join(texts[s.key][s.start : s.end] for s in spans),
                "section": "other",
            }
            drafting.add(PASSAGE, fields, spans, sure=0.5, why=f"a {block.kind} beside the text")
