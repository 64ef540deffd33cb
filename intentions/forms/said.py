"""What a program says of a draft, asked by the same form as the page: the same limits, the same words when it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from ..models.content import ROWS
from .choices import Choices
from .intention import NAMED, NONE, IntentionForm, initial

WORDS = ("title", "description", "theme", "kind", "strength", "setting", "timescale", "dependencies", "lever", "schedule")
DATES = ("from_date", "to_date")
LISTS = ("places", "providers", "outcomes", "provider_kinds")
KNOWN = {*WORDS, *DATES, *LISTS, *ROWS, "affects_no_provider"}
PART_OF = {"from_date": "timescale", "to_date": "timescale", "provider_kinds": "providers", "affects_no_provider": "providers"}


def ask(said: Mapping[str, Any], *, version: Any, choices: Choices) -> IntentionForm:
    """The form as if the draft's page had been sent with these answers changed."""
    posted = QueryDict(mutable=True)
    for name, answer in {**initial(version.content(), choices.round), **_answers(said, choices)}.items():
        if name in DATES:
            _post_date(posted, name, answer)
        else:
            posted.setlist(name, [str(one) for one in answer] if isinstance(answer, list) else [str(answer or "")])
    for name in ROWS:
        _post_rows(posted, name, said[name] if name in said else version.content()[name])
    return IntentionForm(posted, thing=version, choices=choices)


def parts_said(said: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys(PART_OF.get(name, name) for name in said))


def malformed(said: Any) -> dict[str, list[str]]:
    """What no form can be asked: {key: why}."""
    if not isinstance(said, dict) or not said:
        return {"detail": ["Send an object of the parts that change."]}
    wrong = {name: ["A draft has no such part."] for name in said if name not in KNOWN}
    for name, answer in said.items():
        if name in LISTS and not _is_list_of(answer, str):
            wrong[name] = ["Send a list of words."]
        elif name in ROWS and not (_is_list_of(answer, dict) and all(row.keys() <= set(ROWS[name]) for row in answer)):
            wrong[name] = [f"Send a list of rows with {', '.join(ROWS[name])}."]
        elif name in WORDS and not isinstance(answer, str):
            wrong[name] = ["Send words."]
        elif name in DATES and not (answer is None or _date(answer)):
            wrong[name] = ["Send a date like 2019-04-01, or null."]
        elif name == "affects_no_provider" and not isinstance(answer, bool):
            wrong[name] = ["Send true or false."]
    return wrong


def _answers(said: Mapping[str, Any], choices: Choices) -> dict[str, Any]:
    answers = {name: answer for name, answer in said.items() if name in (*WORDS, "provider_kinds")}
    answers |= {name: _date(said[name]) for name in DATES if name in said}
    for name in ("places", "providers", "outcomes"):
        if name in said:
            keys = {thing.slug: pk for pk, thing in getattr(choices, name).items()}
            answers[name] = [keys.get(slug, slug) for slug in said[name]]
    if said.get("providers") or said.get("provider_kinds"):
        answers["affects"] = NAMED
    elif "affects_no_provider" in said:
        answers["affects"] = NONE if said["affects_no_provider"] else ""
    return answers


def _post_date(posted: QueryDict, name: str, answer: date | None) -> None:
    for part in ("day", "month", "year"):
        posted[f"{name}_{part}"] = str(getattr(answer, part)) if answer else ""


def _post_rows(posted: QueryDict, part: str, rows: list[Mapping[str, Any]]) -> None:
    posted[f"{part}-TOTAL_FORMS"], posted[f"{part}-INITIAL_FORMS"] = str(len(rows)), "0"
    for at, row in enumerate(rows):
        for name, answer in row.items():
            posted[f"{part}-{at}-{name}"] = "" if answer is None else str(answer)


def _is_list_of(answer: Any, kind: type) -> bool:
    return isinstance(answer, list) and all(isinstance(one, kind) for one in answer)


def _date(answer: Any) -> date | None:
    try:
        return date.fromisoformat(answer) if isinstance(answer, str) else None
    except ValueError:
        return None
