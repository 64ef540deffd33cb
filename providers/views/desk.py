"""The desk at which a response is signed and submitted, before one person."""

import json
from functools import cached_property
from uuid import uuid4

from django.shortcuts import render
from django.urls import reverse

from portal.organisations.rules import memberships_of
from portal.organisations.states import Role

from .. import documents, forms
from ..actions.signature import delegations, needs_board, required, signing_ids
from ..actions.signing import nudged
from ..documents import canonical, unsent
from ..documents.deadline import late as late_words
from ..documents.point import about, heading
from ..documents.since import since
from ..documents.tasks import beside
from ..models import Omission
from ..states import SignatureStatus, Stance
from .answering import tasks_of
from .confirmed import confirmed_until
from .more_time import due_at


class Desk:
    """A response before one person at one moment: its text, who signed it, what this person may still sign; each read once."""

    def __init__(self, request, response, now):
        self.request, self.response, self.now = request, response, now

    @cached_property
    def signatures(self):
        """They are seen with their response, and this person sees it."""
        found = self.response.signatures.select_related("organisation", "signatory", "lapsed_by").defer("signed_text")
        return list(found.order_by("signed_at"))

    @cached_property
    def signed(self):
        """{organisation: its valid signature}"""
        return {one.organisation_id: one for one in self.signatures if one.status == SignatureStatus.VALID}

    @cached_property
    def positions(self):
        return canonical.begun(self.response)

    @cached_property
    def text(self):
        return documents.text(self.response, self.positions)

    @cached_property
    def sha256(self):
        return documents.sha256(self.text)

    @cached_property
    def left(self):
        """What is half said and would not be sent."""
        return unsent.unsent(self.response, self.positions)

    @cached_property
    def chosen(self):
        """The choice to send without exactly that, once somebody has made it."""
        return Omission.objects.visible_to(self.request.user).filter(response=self.response, sha256=unsent.mark(self.left)).first()

    @property
    def asking(self):
        """What is left out and still to be chosen."""
        return self.left if self.left and self.chosen is None else []

    @cached_property
    def signing(self):
        """The membership by which this person signs, for an organisation that has not; None when there is none."""
        waiting = signing_ids(self.response) - set(self.signed)
        mine = (held for held in memberships_of(self.request.user) if held.role == Role.SIGNATORY)
        return next((held for held in mine if held.organisation_id in waiting), None)

    @cached_property
    def needed(self):
        return required(self.response)

    @cached_property
    def lapsed(self):
        """What the organisation for which this person signs had signed last, and no longer counts; None when there is none."""
        ours = self.signing and self.signing.organisation_id
        return next((one for one in reversed(self.signatures) if one.organisation_id == ours), None)

    @cached_property
    def since(self):
        """What changed since then; None where the text of that day was not kept."""
        written = self.lapsed.signed_text  # of this one alone
        return since(json.loads(written), self.text) if written else None

    @property
    def is_signed(self):
        return bool(self.needed) and all(one.pk in self.signed for one in self.needed)

    def confirmed_until(self, seen):
        """Until when this person's password counts as given for the text of this hash."""
        return confirmed_until(self.request, self.response, text_sha256=seen, at=self.now)

    def form(self, data=None):
        """What is still asked of this person: a signature, or only the submission; the password unless it was given beforehand.

        Of what comes back, whether something is half said is read only where the page had asked: else it is judged under the lock.
        """
        shown = {"key": uuid4().hex, "seen": self.sha256} if data is None else {}
        seen = shown.get("seen") or data.get("seen", "")
        asking = {"request": self.request, "is_confirmed": self.confirmed_until(seen) is not None, "left": []}
        if data is None or "left" in data:
            asking["left"] = self.asking
        if self.signing is None:
            return forms.SubmitForm(data, initial=shown, **asking)
        about = {"is_member": self.response.organisation.is_group, "needs_board": needs_board(self.response)}
        role = {"role": self.signing.job_title, **self._said_before()}
        return forms.SignForm(data, organisation=self.signing.organisation, initial={**shown, **role}, **about, **asking)

    def _said_before(self):
        """Their own words beside the signature that lapsed, ready to confirm."""
        if self.lapsed is None:
            return {}
        return {"role": self.lapsed.signatory_role, "reservation": self.lapsed.reservation, "is_dissent": self.lapsed.is_dissent}

    def form_again(self, data):
        """What was typed, on the text as it is now, with the ticks and the password to be given again."""
        data = data.copy()
        data["seen"], data["left"] = self.sha256, unsent.mark(self.left)
        for name in ("is_signed", "without", "password"):
            data.pop(name, None)
        return self.form(data)

    def members(self):
        """Each organisation that must sign for a group, how far it is, and where somebody else was asked."""
        if not self.response.organisation.is_group:
            return []
        gone = {one.organisation_id for one in self.signatures} - set(self.signed)
        declines = {one.organisation_id: one for one in self.response.declines.standing().select_related("declined_by", "organisation")}
        handed = {one.organisation_id: one for one in delegations(self.response)}
        others = [one.organisation for one in declines.values() if one.organisation not in self.needed]
        return [
            {
                "organisation": one,
                "signature": self.signed.get(one.pk),
                "decline": declines.get(one.pk),
                "handed": None if one.pk in self.signed else handed.get(one.pk),
                "is_needed": one in self.needed,
                "state": self._state(one, gone, declines),
            }
            for one in [*self.needed, *others]
        ]

    def _state(self, member, gone, declines):
        if member.pk in self.signed:
            return "Signed"
        if member.pk in declines:
            return "Declined to sign"
        return "Signature lapsed" if member.pk in gone else "Awaiting signatures"


def answer(desk, form=None, *, beforehand=None, sending=None, status=200, late=None, refused=None):
    """The whole page R4, with what was typed and what was wrong with it."""
    request, response, now = desk.request, desk.response, desk.now
    found = tasks_of(request, response)
    if refused and form is not None:
        form.add_error(None, str(refused))
    items, members = desk.text["items"], desk.members()
    context = {
        "response": response,
        "edition": f"{response.round}, edition {response.edition.number}",
        "counted": f"{len(items)} of {len(found.tasks)} intentions",
        "stated": "Written" if response.covering_statement else "Not written",
        "statement_url": reverse("providers:statement", args=[response.pk]) if response.is_editable else "",
        "stop": _odd(found, desk.left),
        "left": unsent.by_intention(desk.left),
        "linked": {task.reference for task in found.tasks} | {one["reference"] for one in desk.left},
        "chosen": desk.chosen if desk.left else None,
        "send_form": sending or forms.SendForm(left=desk.asking),
        "points": [
            {**one, "said": documents.said_in(one), "about": about(one), "heading": heading(one)} for one in desk.text.get("points", [])
        ],
        "enclosed": ", ".join(one["title"] for one in desk.text.get("attachments", [])),
        "own_url": f"{response.get_absolute_url()}#own" if response.is_editable else "",
        "whole": [{**one, "said": documents.said_in(one), "stance": Stance(one["stance"]).label} for one in items],
        "sha256": desk.sha256,
        "form": form or desk.form(),
        "beforehand": beforehand or forms.BeforehandForm(request=request, initial={"seen": desk.sha256}),
        "confirmed_until": desk.confirmed_until(desk.sha256),
        "is_signing": desk.signing is not None,
        "is_signed": desk.is_signed,
        "members": members,
        "waits": [one["organisation"].name for one in members if one["signature"] is None and one["is_needed"]],
        "nudged": nudged(response) if members else None,
        "may_choose": bool(members) and request.user.has_perm("providers.choose_submission", response),
        "lapsed": desk.lapsed,
        "since": desk.since if desk.lapsed else [],
        "basis": response.organisation.get_authority_basis_display() if response.organisation.is_group else "",
        "beside": beside(response),
        "may_sign": request.user.has_perm("providers.sign", response),
        "late_words": [{"text": late_words(now, late.late_by)}] if late else [],
        "back": response.get_absolute_url(),
        **due_at(request, response.invitation, now),
    }
    return render(request, "providers/check.html", context, status=status)


def _odd(found, left):
    """What is worth a second look: it can be submitted all the same."""
    counted = [
        (found.unanswered, "intention that names you has no position", "intentions that name you have no position"),
        (found.changed, "position answers a version that has changed since", "positions answer versions that have changed since"),
    ]
    said = [f"{count} {one if count == 1 else many}." for count, one, many in counted if count]
    return [*said, "You can submit without answering more."] if said and not left else said
