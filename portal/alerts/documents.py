"""What may be subscribed to, what of the announced is public now, and the words of the emails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.apps import apps
from django.conf import settings
from django.template.loader import render_to_string

from . import links
from .models import Letter, Line, Notice, Subscription
from .states import About, LetterKind

OPEN: dict[str, tuple[str, str, dict[str, Any]]] = {  # the model, the column of its name, which of them have public pages that go on
    About.COMMITTEE: ("committees.Committee", "name", {"status": "SITTING"}),
    About.PROGRAMME: ("intentions.Programme", "name", {"frozenchapters__isnull": False}),
    About.PLACE: ("organisations.Place", "name", {}),
    About.ROUND: ("intentions.Round", "title", {"first_published_at__isnull": False}),
}
LABELS = {label.lower(): kind for kind, (label, _, _) in OPEN.items()}


class Written(NamedTuple):
    subject: str
    body: str
    headers: dict[str, str]


def key_of(thing: Any) -> str:
    """committee:5f0c…"""
    return f"{LABELS[thing._meta.label_lower].value}:{thing.pk}"  # type: ignore[attr-defined]


def open_to_subscribe(kind: str) -> Any:
    """Those of which something may still be published, by name."""
    label, name, which = OPEN[kind]
    return apps.get_model(label)._default_manager.filter(**which).order_by(name, "pk").distinct()


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """{key: its name}, in one query a kind; what is gone has none."""
    wanted = defaultdict(list)
    for key in set(keys):
        kind, _, pk = key.partition(":")
        wanted[kind].append(pk)
    found: dict[str, str] = {}
    for kind, pks in wanted.items():
        label, name, _ = OPEN[kind]
        rows = apps.get_model(label)._default_manager.filter(pk__in=pks).values_list("pk", name)
        found |= {f"{kind}:{pk}": said for pk, said in rows}
    return found


def public_now(notices: Iterable[Notice]) -> set[Any]:
    """The keys of those that everybody may read at this moment, in one query a kind of thing."""
    things = defaultdict(set)
    for notice in notices:
        things[notice.thing_type].add(notice.thing_id)
    public = {
        (label, pk)
        for label, pks in things.items()
        for pk in apps.get_model(label)._default_manager.announced().filter(pk__in=pks).values_list("pk", flat=True)
    }
    return {notice.pk for notice in notices if (notice.thing_type, notice.thing_id) in public}


def written(letters: Iterable[Letter]) -> dict[Any, Written | None]:
    """{key of a letter: its words, of what is public and asked for now}; nothing where nothing is left to say."""
    letters = list(letters)
    lines = list(Line.objects.filter(letter__in=letters).select_related("notice").order_by("notice__at", "notice__says"))
    public = public_now([line.notice for line in lines])
    told = defaultdict(list)
    for line in lines:
        if line.notice_id in public:
            told[line.letter_id].append(line.notice)
    asked = defaultdict(list)
    for one in Subscription.objects.filter(subscriber__in=[letter.subscriber_id for letter in letters]).order_by("asked_at", "pk"):
        asked[one.subscriber_id].append(one)
    names = names_of(one.key for subscriptions in asked.values() for one in subscriptions)
    return {letter.pk: _words(letter, told[letter.pk], asked[letter.subscriber_id], names) for letter in letters}


def _words(letter: Letter, notices: list[Notice], asked: list[Subscription], names: dict[str, str]) -> Written | None:
    if letter.kind == LetterKind.ASKED:
        return _question(letter, names)
    why = [one for one in asked if one.confirmed_at and any(one.key in notice.keys for notice in notices)]
    kept = {one.key for one in why}
    left = list({(one.thing_type, one.thing_id, one.says): one for one in notices if kept & set(one.keys)}.values())
    if not left:
        return None
    first = " ".join(left[0].says.split())
    subject = first if len(left) == 1 else f"{len(left)} things were published: {first}"
    return _mail(letter, subject, "news", why, names, notices=left)


def _question(letter: Letter, names: dict[str, str]) -> Written | None:
    subscription: Any = letter.subscription
    name = names.get(subscription.key)
    if name is None:
        return None
    subject = f"You already get emails about {name}" if subscription.confirmed_at else f"Confirm that you want emails about {name}"
    return _mail(letter, subject, "asked", [subscription], names, subscription=subscription, confirm=links.to_confirm(subscription))


def _mail(letter: Letter, subject: str, template: str, why: list[Subscription], names: dict[str, str], **facts: Any) -> Written:
    leave = links.to_leave(letter.subscriber, why)
    about = [names[one.key] for one in why if one.key in names]
    address = settings.PORTAL_ADDRESS.rstrip("/")
    facts |= {"about": about, "address": address, "yours": links.to_yours(letter.subscriber), "leave": leave, "days": links.DAYS}
    headers = {
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return Written(subject[:200], render_to_string(f"alerts/{template}.txt", facts), headers)
