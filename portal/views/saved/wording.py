"""What a saved state says, part by part, as safe HTML: so that two of them can be laid over each other."""

from datetime import date, datetime
from html import escape

from intentions.documents import parts_of
from intentions.documents.pictures import in_words
from intentions.models import Version
from portal.nhsuk import words
from portal.revisions.kinds import KEPT

NOTHING: tuple[object, ...] = ("", None, [], {})


def worded(shelf, said):
    """{part: (label, HTML)} of all that is said; a part that says nothing is not there."""
    if shelf.kind.model is Version:
        return {part.name: (part.label, part.html) for part in parts_of(shelf.kind.read(said)) if part.is_set}
    flat = {name: value for name, value in said.items() if name != KEPT} | said.get(KEPT, {})
    shown = {name: (shelf.label(name), _html(shelf, name, value)) for name, value in flat.items()}
    return {name: (label, html) for name, (label, html) in shown.items() if html}


def _html(shelf, name, value):
    if value in NOTHING:
        return ""
    if name in shelf.rich and isinstance(value, str):
        return value
    if name in shelf.kind.links:
        return _list(sorted(str(thing) for thing in shelf.kind.read({name: value})[name]))
    if name == "pictures":
        return _list(map(in_words, value))
    if isinstance(value, list):
        return _list([_in_words(shelf, name, one) for one in value])
    if isinstance(value, dict):
        return "".join(f"<p>{escape(_label(key), quote=False)}</p>{_html_of(shelf, name, one)}" for key, one in value.items() if one)
    return f"<p>{escape(_in_words(shelf, name, value), quote=False)}</p>"


def _html_of(shelf, name, value):
    """What stands under a key of a block: rich where the block is rich."""
    return value if name in shelf.rich else _list(value) if isinstance(value, list) else f"<p>{escape(_plain(value), quote=False)}</p>"


def _list(lines):
    return f"<ul>{''.join(f'<li>{escape(_plain(line), quote=False)}</li>' for line in lines)}</ul>"


def _in_words(shelf, name, value):
    """A choice by its label, a day as a day, a thing by its name, a row as “Label: value; Label: value”."""
    if isinstance(value, dict):
        return "; ".join(f"{_label(key)}: {_plain(one)}" for key, one in value.items() if one not in NOTHING)
    columns = {column.name: column for column in shelf.kind.model._meta.fields}
    column = columns.get(name)
    if column is None:
        return _plain(value)
    if column.is_relation:
        return str(shelf.kind.read({name: value})[name] or "Something that is gone")
    return str(dict(column.flatchoices).get(value) or _plain(column.to_python(value) if not isinstance(value, list) else value))


def _plain(value):
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return words.when(value)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, dict):
        return "; ".join(f"{_label(key)}: {_plain(one)}" for key, one in value.items() if one not in NOTHING)
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    return str(value)


def _label(key):
    return str(key).replace("_", " ").capitalize()
