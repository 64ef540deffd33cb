"""Who is told what of a memorandum. Subjects name the organisation meant, and by when; never a word of the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from portal.accounts.models import User
from portal.audit.actions import tell
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.organisations.states import Role

from ..documents.parties import Signer, asked, lacking
from ..models import Memorandum, MemorandumDecline
from .letters import commissioners_of


def _tell(kind: str, to: Iterable[User], memorandum: Memorandum, subject: str, **more: Any) -> None:
    facts = {
        "round": memorandum.round.title,
        "about": memorandum.with_whom,
        "number": memorandum.number,
        "until": words.day(memorandum.sign_by_date) if memorandum.sign_by_date else "",
        "path": memorandum.get_absolute_url(),
        **more,
    }
    tell(kind, to=to, subject=f"{subject}: {memorandum.round}"[:200], template=f"emails/{kind}.txt", facts=facts, about=memorandum)


def _signers(memorandum: Memorandum) -> list[Signer]:
    return [one for found in asked(memorandum) for one in found.signers]


def _by(memorandum: Memorandum) -> str:
    return f" by {words.day(memorandum.sign_by_date)}" if memorandum.sign_by_date else ""


def tell_parties(memorandum: Memorandum) -> None:
    for one in _signers(memorandum):
        tell_signer(memorandum, one)


def tell_signer(memorandum: Memorandum, signer: Signer) -> None:
    subject = f"Sign the memorandum for {signer.organisation}{_by(memorandum)}"
    whom = "" if signer.is_for_itself else signer.party.organisation.name
    _tell("memorandum", signer.people, memorandum, subject, organisation=signer.organisation.name, whom=whom)


def tell_instead(memorandum: Memorandum, successor: Organisation) -> None:
    """What a party became once its work was handed on: it signs for it from now on."""
    for one in _signers(memorandum):
        if one.organisation == successor and not one.accord:
            tell_signer(memorandum, one)


def remind_all(memorandum: Memorandum) -> int:
    """Those who have neither signed nor declined. How many people."""
    people = 0
    for one in _signers(memorandum):
        if one.accord is None and one.decline is None:
            subject = f"Sign the memorandum for {one.organisation}{_by(memorandum)}: a reminder"
            _tell("memorandum_reminded", one.people, memorandum, subject, organisation=one.organisation.name)
            people += len(one.people)
    return people


def ask_administrators(memorandum: Memorandum) -> int:
    """How many people were asked."""
    people = 0
    for one in lacking(asked(memorandum)):
        subject = f"Invite somebody who signs for {one.organisation}"
        more = {
            "organisation": one.organisation.name,
            "why": one.why,
            "path": reverse("organisations:people", args=[one.organisation.slug]),
        }
        _tell("memorandum_signer", one.administrators, memorandum, subject, **more)
        people += len(one.administrators)
    return people


def tell_declined(decline: MemorandumDecline) -> None:
    """Those who may take it back, and those who write it."""
    memorandum, who = decline.memorandum, decline.organisation
    people = commissioners_of(memorandum.round, Role.APPROVER, Role.AUTHOR)
    more = {"organisation": who.name, "who": decline.declined_by.name, "reason": decline.reason}
    _tell("memorandum_declined", people, memorandum, f"{who} does not sign the memorandum", **more)


def tell_taken_back(memorandum: Memorandum) -> None:
    """Each that was asked, and whether it had signed."""
    for one in _signers(memorandum):
        more = {"organisation": one.organisation.name, "was_signed": one.accord is not None}
        _tell("memorandum_taken_back", one.people, memorandum, f"Nothing to sign for {one.organisation} now: it was taken back", **more)


def tell_agreed(memorandum: Memorandum) -> None:
    """Everybody who signs for a party, and the commissioners who wrote it."""
    people = {person.pk: person for one in _signers(memorandum) for person in one.people}
    people |= {person.pk: person for person in commissioners_of(memorandum.round)}
    whom = memorandum.with_whom if memorandum.organisation_id else f"{memorandum.with_whom}, {memorandum.round.lead}"
    _tell("memorandum_agreed", people.values(), memorandum, f"Signed by all parties: the memorandum {whom}")
