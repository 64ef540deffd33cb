"""A section of a paper as one rich text without the numbers that are counted for it, to be laid over another."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .text import Facts


def flattened(section: Facts) -> str:
    return "".join(_section(section))


def _section(section: Facts) -> Iterator[str]:
    yield from map(_block, section["blocks"])
    for part in section.get("parts", ()):
        yield f"<h3>{escape(part['heading'])}</h3>"
        yield from map(_block, part["blocks"])
        for group in part["groups"]:
            yield f"<h4>{escape(group['theme'])}</h4>" if group["theme"] else ""
            for one in group["intentions"]:
                yield f"<h4>{escape(one['reference'])} {escape(one['title'])}</h4>{one['html']}{_rows([], one['rows'])}"
                yield from map(_block, one["tables"])


def _block(block: Facts) -> str:
    match block["kind"]:
        case "paragraph":
            return f"<p>{block['words']}</p>{block['more']}"
        case "recommendation":
            return f"<p><strong>{block['verb']}</strong> {escape(block['text'])}</p>{_bullets(block['informed_by'])}"
        case "lead":
            return f"<p><strong>{block['words']}</strong></p>"
        case "rich" | "passage" | "box":
            return str(block["html"])
        case "notes":
            return "".join(f"<p>{note['number']} {note['html']}</p>" for note in block["notes"])
        case "plain":
            return f"<p>{escape(block['text'])}</p>"
        case "said":
            return f"<p><strong>{escape(block['name'])}:</strong> {escape(block['text'])}</p>"
        case "bullets":
            return _bullets(block["lines"])
        case "sources":
            return _bullets([", ".join(filter(None, (one["title"], one["note"], one["url"]))) for one in block["lines"]])
        case "table":
            rows = [list(map(_cell, row)) for row in block["rows"]]
            return f"<p><strong>{escape(block['caption'])}</strong></p>{_rows(block['heads'], rows)}"
        case "picture":
            return f"<p>{escape(block['alternative'] or 'A picture that only decorates')}</p>"
    return ""


def _bullets(lines: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>" if lines else ""


def _cell(cell: Facts) -> str:
    return f"{escape(str(cell['text']))}{cell['html']}"


def _rows(heads: list[str], rows: list[list[str]]) -> str:
    if not rows:
        return ""
    head = f"<thead><tr>{''.join(f'<th>{escape(one)}</th>' for one in heads)}</tr></thead>" if heads else ""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table>{head}<tbody>{body}</tbody></table>"
