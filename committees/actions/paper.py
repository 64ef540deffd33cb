"""A paper's life: made from an edition, written, cleared by somebody else, published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from intentions.models import Edition
from portal.accounts.models import User
from portal.audit.actions import record
from portal.moves import CannotMove, advance, lock
from portal.moves.clock import database_now
from portal.moves.stale import Conflict, Page, Stale, changed_since, mark
from portal.organisations.models import Organisation
from portal.organisations.slugs import free_slug
from portal.revisions.actions import keep
from portal.richtext.clean import clean

from .. import documents
from ..documents.revised import PAPER
from ..models import Committee, Paper
from ..models.exemption import EXEMPTION
from ..states import Detail, PaperStatus
from .closing import refuse_closed
from .exemption import refuse_to_open
from .refusals import NotReady, OwnText
from .reprint import print_for, redline_for

WORDS = frozenset(
    {
        "title", "form", "before", "plan", "memorandum", "author", "kind", "contributors", "wards", "key_decision",
        "key_reference", "framework",
        "strategic_summary", "why_late", "why_urgent",
        "chair_agreed_by", "chair_agreed_date", "purpose", "recommendations", "policy_context", "strategic_context",
        "quotes_front_matter", "edition", "programmes", "detail", "implications", "conclusion", "body", "what_changed",
         "background", "contact_role",
        "contact_email", *EXEMPTION,
    }
)  # fmt: skip
RICH = {"purpose", "policy_context", "strategic_context", "conclusion"}


@transaction.atomic
def make_paper(
    *,
    committee: Committee,
    author: Organisation,
    title: str,
    by: User | None,
    edition: Edition | None = None,
    programmes: Iterable[str] = (),
    detail: str = Detail.FULL,
    slug: str | None = None,
    replaces: Paper | None = None,
    **fields: Any,
) -> Paper:
    """A draft, with every programme of the edition unless some are chosen."""
    refuse_closed(committee)
    if why_not := documents.why_not(fields.get("form", ""), edition):
        raise NotReady([f"{why_not}."])
    paper = Paper(committee=committee, author=author, title=title, edition=edition, slug=slug or free_slug(Paper.objects, title))
    paper.replaces = replaces
    paper.written_by, paper.writers = by, [by.pk] if by else []
    for name, value in _read({**fields, "programmes": list(programmes), "detail": detail}, edition).items():
        setattr(paper, name, value)
    paper.save()
    record("paper.made", target=paper, by=by, says=f"made the paper “{title}” for the {committee}", owner=author)
    return paper


@transaction.atomic
def save_paper(*, paper: Paper, by: User, revision: int | Mapping[str, int], page: Page | None = None, **fields: Any) -> Paper:
    """The named fields change, unless somebody changed them since `revision` (one for all, or one a part).

    A cleared paper is not written in.
    """
    paper = lock(paper)
    if paper.status != PaperStatus.DRAFT:
        raise CannotMove("save", paper)
    if why_not := documents.why_not(fields.get("form", paper.form), fields.get("edition", paper.edition)):
        raise NotReady([f"{why_not}."])
    said = {name: value for name, value in _read(fields, fields.get("edition", paper.edition)).items() if getattr(paper, name) != value}
    parts = list(dict.fromkeys(map(part_of, said)))
    since = {part: revision if isinstance(revision, int) else revision.get(part, 0) for part in parts}
    conflicts = {part: _conflict(paper, part, said) for part in parts if changed_since(paper, part, since[part])}
    if conflicts:
        raise Stale(paper, conflicts)
    if said:
        if getattr(paper, "item", None) or paper.replaces:  # what is in private on an agenda, or begins with words that are
            refuse_to_open(paper.is_exempt, said.get("is_exempt", paper.is_exempt))
        before, at = PAPER.said(paper), database_now()
        for name, value in said.items():
            setattr(paper, name, value)
        mark(paper, parts, by=by, at=at, page=page)
        paper.written_by, paper.writers = by, [*{*paper.writers, by.pk}]
        paper.save(update_fields=[*said, "revision", "changes", "writers", "written_by", "changed_at"])
        keep(paper, before=before, after=PAPER.said(paper), parts=parts, by=by, at=at)
        record("paper.saved", target=paper, by=by, says=f"changed the paper “{paper}”", owner=paper.author, fields=sorted(said))
    return paper


@transaction.atomic
def clear(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Another person than its writer says it is right. From now on it is what is printed and read."""
    paper = advance(paper, "clear")
    if by.pk in paper.writers:
        raise OwnText
    missing = documents.missing(paper, on=timezone.localtime(at).date())
    if missing:
        raise NotReady(missing)
    paper.cleared_at, paper.cleared_by = at, by
    freeze(paper)
    paper.document, paper.redline = print_for(paper, by=by), redline_for(paper, by=by)
    paper.save(update_fields=["status", "cleared_at", "cleared_by", "facts", "document", "redline", "changed_at"])
    record("paper.cleared", target=paper, by=by, at=at, says=f"cleared the paper “{paper}”", owner=paper.author)
    return paper


@transaction.atomic
def reopen(*, paper: Paper, by: User) -> Paper:
    """Back to a draft, to be written in and cleared again. What was printed of it counts no longer."""
    paper = advance(paper, "reopen")
    paper.facts = paper.document = paper.redline = paper.cleared_at = paper.cleared_by = None
    paper.save(update_fields=["status", "facts", "document", "redline", "cleared_at", "cleared_by", "changed_at"])
    record("paper.reopened", target=paper, by=by, says=f"reopened the paper “{paper}”", owner=paper.author)
    return paper


@transaction.atomic
def publish_paper(*, paper: Paper, by: User, at: datetime) -> Paper:
    """Part 1 becomes public, part 2 opens to the committee. Neither can be changed any more."""
    paper = advance(paper, "publish")
    paper.published_at = at
    paper.save(update_fields=["status", "published_at", "changed_at"])
    record("paper.published", target=paper, by=by, at=at, says=f"published the paper “{paper}”", owner=paper.author)
    return paper


@transaction.atomic
def withdraw(*, paper: Paper, by: User) -> Paper:
    """It goes to no committee. Its line on an agenda stays, with nothing behind it."""
    paper = advance(paper, "withdraw")
    item = getattr(paper, "item", None)
    if item:
        exemption = {name: getattr(paper, name) for name in EXEMPTION}
        type(item).objects.filter(pk=item.pk).update(paper=None, **exemption)
    paper.save(update_fields=["status", "changed_at"])
    record("paper.withdrawn", target=paper, by=by, says=f"withdrew the paper “{paper}”", owner=paper.author)
    return paper


def freeze(paper: Paper) -> None:
    """Take the words and everything quoted as they stand now. The caller saves."""
    paper.facts = documents.paper_facts(paper)


def _read(fields: Mapping[str, Any], edition: Edition | None) -> dict[str, Any]:
    """The fields as they are stored: rich text sanitised, programmes known to the edition."""
    unknown = sorted(set(fields) - WORDS)
    if unknown:
        raise TypeError(f"A paper has no words called {', '.join(unknown)}.")
    said = dict(fields)
    for name in RICH & said.keys():
        said[name] = clean(said[name])
    if "implications" in said:
        said["implications"] = {section: clean(text) for section, text in said["implications"].items()}
    if "body" in said:
        said["body"] = [{"heading": one["heading"].strip(), "text": clean(one["text"])} for one in said["body"]]
    if "programmes" in said or "edition" in said:
        said["programmes"] = _codes(edition, said.get("programmes", ()))
    return said


def _codes(edition: Edition | None, programmes: Iterable[str]) -> list[str]:
    """The chosen programmes; all of the edition when none is chosen, none without an edition."""
    known, chosen = documents.programme_codes(edition), list(programmes)
    unknown = [code for code in chosen if code not in known]
    if unknown:
        raise ValueError(f"{edition or 'No edition'} has no programme {', '.join(unknown)}; it has {', '.join(known) or 'none'}.")
    return chosen or known


def part_of(name: str) -> str:
    """What two people cannot change at once without being asked: a field, or all that makes a paper exempt together."""
    return "exemption" if name in EXEMPTION else "key_decision" if name == "key_reference" else name


def _conflict(paper: Paper, part: str, said: Mapping[str, Any]) -> Conflict:
    last = paper.changes[part]
    by = User.objects.filter(pk=last["by"]).first()
    names = [name for name in said if part_of(name) == part]
    mine, theirs = ({name: said[name] for name in names}, {name: getattr(paper, name) for name in names})
    if names == [part]:
        mine, theirs = mine[part], theirs[part]
    return Conflict(mine, theirs, by=by, at=datetime.fromisoformat(last["at"]))
