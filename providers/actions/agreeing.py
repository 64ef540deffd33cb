"""From a draft to what all have signed: offered by a day, taken back, signed or declined by each for itself, reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from portal.accounts.models import User
from portal.audit.actions import record
from portal.audit.models import Event
from portal.moves import CannotMove, advance, lock, step
from portal.organisations.models import Membership, Organisation
from portal.organisations.states import Kind
from portal.printing.actions import order

from ..documents import memorandum as documents
from ..documents import parties
from ..documents.canonical import sha256
from ..models import Accord, Memorandum, MemorandumDecline, MemorandumReminder, Party
from ..models.memorandum import OPEN
from ..states import MemorandumStatus, Notice
from . import memorandum_letters as letters
from .refusals import CannotSign, NotLater, Refused, TextChanged
from .reminding import DAY

WEEK = timedelta(days=7)


@transaction.atomic
def offer(*, memorandum: Memorandum, by: User, until: date, at: datetime) -> Memorandum:
    """The text is frozen, printed and sent to those who sign for each party, with the day to sign by.

    Each offer is a text of its own: no signature of an earlier one counts for it.
    """
    if until < localdate(at):
        raise NotLater("The day to sign by is over. Enter today or a later day.")
    memorandum = advance(memorandum, "offer")
    _judge_parties(memorandum)
    memorandum.offered, memorandum.sign_by_date = memorandum.offered + 1, until
    memorandum.text = documents.text(memorandum)
    memorandum.text_sha256 = sha256(memorandum.text)
    memorandum.paper = order(
        template="documents/memorandum.html",
        facts=documents.facts(memorandum.text, memorandum.text_sha256),
        title=f"Memorandum of understanding {memorandum.with_whom}: {memorandum.round}"[:200],
        file_name=documents.file_name(memorandum),
        by=by,
    )
    memorandum.save(update_fields=["status", "offered", "sign_by_date", "text", "text_sha256", "paper"])
    _record("offered", memorandum, by, f"offered version {memorandum.number} of", at=at, sha256=memorandum.text_sha256)
    letters.tell_parties(memorandum)
    return memorandum


def _judge_parties(memorandum: Memorandum) -> None:
    """What would never be signed is not offered: a side with nobody who can sign, or a party that closed and left its work to nobody."""
    found = parties.asked(memorandum)
    gone = [one.party.organisation for one in found if one.party.organisation.is_closed() and not one.signers]
    if gone:
        names = " and ".join(one.name for one in gone)
        raise Refused(f"{names} closed. Take it out with a reason, or choose its successor. Nothing was offered.")
    lacking = parties.nobody(found)
    if lacking:
        raise Refused(f"Nobody can sign for the {' or the '.join(lacking)}. Nothing was offered.")


@transaction.atomic
def take_back(*, memorandum: Memorandum, by: User) -> Memorandum:
    """A draft again. Signatures given lapse: they stay in the record and count only for the text that was signed."""
    memorandum = advance(memorandum, "take_back")
    memorandum.save(update_fields=["status"])
    _record("taken_back", memorandum, by, f"took back version {memorandum.number} of")
    letters.tell_taken_back(memorandum)
    return memorandum


@transaction.atomic
def agree(*, memorandum: Memorandum, by: User, organisation: Organisation, role: str, at: datetime, seen: str) -> Accord:
    """An organisation signs the frozen text for itself, once. With the last signature it is agreed, and replaces the version before."""
    memorandum = _offered(memorandum, "agree", seen)
    _judge(memorandum, by, organisation)
    accord = Accord.objects.create(
        memorandum=memorandum, organisation=organisation, signatory=by, signatory_role=role, signed_at=at, text_sha256=seen
    )
    does = f"signed version {memorandum.number} of the memorandum of {memorandum.round} {memorandum.with_whom} for {organisation}"
    for owner in {organisation, memorandum.round.lead}:
        record("memorandum.signed", target=memorandum, by=by, at=at, owner=owner, says=does, sha256=seen)
    if parties.is_agreed(memorandum):
        _settle(memorandum, by, at)
    return accord


@transaction.atomic
def decline_memorandum(
    *, memorandum: Memorandum, by: User, organisation: Organisation, reason: str, at: datetime, seen: str
) -> MemorandumDecline:
    """An organisation does not sign this text, and says why; the commissioners are told. It may still sign it after all."""
    memorandum = _offered(memorandum, "agree", seen)
    _judge(memorandum, by, organisation)
    of_it = {"memorandum": memorandum, "organisation": organisation, "text_sha256": seen}
    if MemorandumDecline.objects.filter(**of_it).exists():
        raise CannotSign(f"{organisation} has declined this text already.")
    declined = MemorandumDecline.objects.create(**of_it, declined_by=by, declined_at=at, reason=reason)
    does = f"declined to sign the memorandum of {memorandum.round} {memorandum.with_whom} for {organisation}: {reason}"
    for owner in {organisation, memorandum.round.lead}:
        record("memorandum.declined", target=memorandum, by=by, at=at, owner=owner, says=does, sha256=seen)
    letters.tell_declined(declined)
    return declined


def _offered(memorandum: Memorandum, verb: str, seen: str) -> Memorandum:
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.OFFERED:
        raise CannotMove(verb, memorandum)
    if seen != memorandum.text_sha256:
        raise TextChanged
    return memorandum


def _judge(memorandum: Memorandum, by: User, organisation: Organisation) -> None:
    """Who is party signs for itself; of a group its members that must sign, and never the group; of who closed, what it became."""
    signers = [one for found in parties.asked(memorandum) for one in found.signers if one.organisation == organisation]
    if not signers:
        raise CannotSign(f"{organisation} is not one of those who sign this memorandum.")
    if not Membership.objects.current().filter(user=by, organisation=organisation, role__in={one.role for one in signers}).exists():
        raise CannotSign(f"Only a signatory of {organisation} can sign for it.")
    if any(one.accord for one in signers):
        raise CannotSign(f"{organisation} has signed this text already.")


def _settle(locked: Memorandum, by: User | None, at: datetime) -> None:
    earlier = Memorandum.objects.about(locked.round, locked.organisation, locked.contract).filter(status=MemorandumStatus.AGREED).first()
    if earlier:
        replaced = advance(earlier, "replace")
        replaced.save(update_fields=["status"])
    memorandum = step(locked, "agree")
    memorandum.save(update_fields=["status"])
    _record("agreed", memorandum, by, f"noted that all parties signed version {memorandum.number} of", at=at)
    letters.tell_agreed(memorandum)


@transaction.atomic
def settle_memorandum(*, memorandum: Memorandum, at: datetime) -> bool:
    """Whether it is agreed now, because who had not signed is needed no longer: it left the group, or closed."""
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.OFFERED or not parties.is_agreed(memorandum):
        return False
    _settle(memorandum, None, at)
    return True


@transaction.atomic
def remind_parties(*, memorandum: Memorandum, by: User, at: datetime) -> int:
    """By hand, once a day: those who have neither signed nor declined. How many people."""
    memorandum = _out(memorandum)
    if Event.objects.of(memorandum).filter(name="memorandum.reminded", by__isnull=False, at__gt=at - DAY).exists():
        raise Refused("A reminder was sent less than a day ago. Send the next one tomorrow.")
    people = letters.remind_all(memorandum)
    if not people:
        raise Refused("There is nobody to remind: all have signed or declined, or those who are awaited have nobody to sign.")
    _record("reminded", memorandum, by, f"reminded {_people(people)} to sign", at=at)
    return people


@transaction.atomic
def remind_by_clock(*, memorandum: Memorandum, at: datetime) -> int:
    """A week, two days and on the last day before the day to sign by; asked twice, it reminds once."""
    memorandum = lock(memorandum)
    day = memorandum.sign_by_date
    notice = _notice(day, at) if day and memorandum.status == MemorandumStatus.OFFERED else None
    once = {"notice": notice, "sign_by_date": day, "text_sha256": memorandum.text_sha256}
    if notice is None or memorandum.reminders.filter(**once).exists():
        return 0
    people = letters.remind_all(memorandum)
    MemorandumReminder.objects.create(memorandum=memorandum, sent_at=at, people=people, **once)
    if people:
        _record("reminded", memorandum, None, f"reminded {_people(people)} to sign", at=at)
    return people


@transaction.atomic
def ask_administrators(*, memorandum: Memorandum, by: User, at: datetime) -> int:
    """Once a day: the administrators of organisations that cannot sign yet are asked to invite somebody who can. How many people."""
    memorandum = lock(memorandum)
    if memorandum.status not in OPEN:
        raise CannotMove("offer", memorandum)
    if Event.objects.of(memorandum).filter(name="memorandum.signers_asked", at__gt=at - DAY).exists():
        raise Refused("The administrators were asked less than a day ago. Ask again tomorrow.")
    people = letters.ask_administrators(memorandum)
    if not people:
        raise Refused("There is no administrator to ask. Ask the operator of the portal to invite one.")
    says = f"asked {_people(people)} to invite somebody who signs the memorandum of {memorandum.round} {memorandum.with_whom}"
    record("memorandum.signers_asked", target=memorandum, by=by, at=at, owner=memorandum.round.lead, says=says)
    return people


def due_memoranda(at: datetime) -> Iterable[Memorandum]:
    """Offered, and to be signed within the week."""
    today = localdate(at)
    return Memorandum.objects.filter(status=MemorandumStatus.OFFERED, sign_by_date__range=(today, today + WEEK)).order_by("pk")


def offered_to_groups() -> Iterable[Memorandum]:
    """Whose signers change without a signature: a group is party to them, or an organisation that closed."""
    changing = Q(organisation__kinds__contains=[Kind.PROVIDER_GROUP]) | Q(organisation__closed_date__isnull=False)
    parties_of = Party.objects.standing().filter(changing)
    return Memorandum.objects.filter(status=MemorandumStatus.OFFERED, pk__in=parties_of.values("memorandum")).order_by("pk")


def _out(memorandum: Memorandum) -> Memorandum:
    memorandum = lock(memorandum)
    if memorandum.status != MemorandumStatus.OFFERED:
        raise CannotMove("agree", memorandum)
    return memorandum


def _notice(day: date, at: datetime) -> Notice | None:
    """Which reminder is due on this day, if any: the nearest to the day to sign by."""
    left = (day - localdate(at)).days
    nearest = [(0, Notice.LAST_DAY), (2, Notice.TWO_DAYS), (7, Notice.WEEK)]
    return next((notice for within, notice in nearest if 0 <= left <= within), None)


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _record(what: str, memorandum: Memorandum, by: User | None, did: str, *, at: datetime | None = None, **details: str) -> None:
    """In the history of both sides: from the offer on a memorandum is theirs together."""
    says = f"{did} the memorandum of {memorandum.round} {memorandum.with_whom}"
    owners = {memorandum.round.lead, *(one.organisation for one in memorandum.parties.standing().select_related("organisation"))}
    for owner in sorted(owners, key=lambda one: one.name):
        record(f"memorandum.{what}", target=memorandum, by=by, at=at, owner=owner, says=says, **details)
