"""One memorandum as one person reads it, and what they can do with it."""

from functools import cached_property

from django.urls import reverse

from portal.organisations.rules import memberships_of
from portal.printing.progress import progress

from ..documents import drawing, parties
from ..documents import memorandum as documents
from ..documents.agreed import paragraphs
from ..documents.correction import corrected_in
from ..states import MemorandumStatus


class Sheet:
    def __init__(self, request, memorandum):
        self.request, self.memorandum = request, memorandum
        self.is_ours = request.user.has_perm("providers.look", memorandum)
        self.is_draft = memorandum.status == MemorandumStatus.DRAFT

    @cached_property
    def asked(self):
        return parties.asked(self.memorandum)

    @cached_property
    def signing(self):
        """The membership by which this person may sign for one of those who have not signed this text; None when there is none."""
        if self.memorandum.status != MemorandumStatus.OFFERED:
            return None
        waits = {(one.organisation.pk, one.role) for found in self.asked for one in found.signers if one.accord is None}
        return next((one for one in memberships_of(self.request.user) if (one.organisation_id, one.role) in waits), None)

    def context(self):
        memorandum, is_read = self.memorandum, not self.memorandum.is_unread
        text = documents.shown(memorandum)
        return {
            "memorandum": memorandum,
            "signing": self.signing,
            "has_declined": self.signing and self._declined(self.signing.organisation_id),
            "is_draft": self.is_draft,
            "is_read": is_read,
            "text": text,
            **self._clauses(text),
            "commitments": _commitments(text),
            "parties": self.asked,
            "signed": sum(one.is_signed for one in self.asked),
            "lapsed": self._lapsed(),
            "progress": progress(memorandum.paper) if memorandum.paper and is_read else None,
            "is_ours": self.is_ours,
            "corrected": corrected_in(memorandum),
            "back": reverse("providers:memoranda", args=[memorandum.round.slug]) if self.is_ours else reverse("providers:index"),
            **(self._steps() if self.is_ours and memorandum.is_open else {}),
        }

    def _declined(self, organisation):
        return any(one.decline for found in self.asked for one in found.signers if one.organisation.pk == organisation)

    def _clauses(self, text):
        """Each clause, where it comes from, and the page that shows it: the point for commissioners, what everybody reads for a party."""
        rows = list(documents.loaded(self.memorandum))
        kept = [one for one in rows if not one.left_out_because]
        left = [one for one in rows if one.left_out_because]
        clauses = [
            {"row": row, "words": said, "source": source, "origin": self._origin(row), "was": paragraphs(was), "now": paragraphs(said)}
            for (said, source, was), row in zip(text["clauses"], kept, strict=True)
        ]
        left_out = [
            {"row": row, "words": said, "source": source, "origin": self._origin(row), "because": because}
            for (said, source, because), row in zip(text["left_out"], left, strict=True)
        ]
        return {"clauses": clauses, "left_out": left_out}

    def _origin(self, clause):
        if clause.decision is None:
            return ""
        position = clause.decision.position
        round, reference, organisation = self.memorandum.round, position.reference, position.response.organisation.slug
        if self.is_ours:
            return reverse("providers:decide", args=[round.slug, reference, organisation])
        return reverse("providers:decisions", args=[round.slug], query={"q": reference, "provider": organisation})

    def _lapsed(self):
        """Signatures of earlier texts: kept, and of no effect."""
        rows = self.memorandum.accords.exclude(text_sha256=self.memorandum.text_sha256 if not self.memorandum.is_unread else "")
        return rows.select_related("organisation", "signatory").order_by("signed_at")

    def _steps(self):
        """For commissioners: what has been decided since, who cannot sign yet, who is emailed and who is awaited."""
        new, gone = drawing.behind(self.memorandum) if self.is_draft else (0, 0)
        signers = [one for found in self.asked for one in found.signers]
        lacking = parties.lacking(self.asked)
        return {
            "new": new,
            "gone": gone,
            "people": len({person.pk for one in signers for person in one.people}),
            "lacking": [(one, self._way(one)) for one in lacking],
            "can_ask": any(one.administrators for one in lacking),
            "nobody": parties.nobody(self.asked),
            "declined": [one for one in signers if one.decline],
            "awaited": [one for one in signers if not one.accord and not one.decline],
        }

    def _way(self, lacking):
        """Where what is lacking is put right."""
        if lacking.is_party:
            return reverse("providers:choose_parties", args=[self.memorandum.pk]) if self.is_draft else ""
        if lacking.organisation.pk in self.memorandum.commissioner_ids():
            ours = {one.organisation_id for one in memberships_of(self.request.user)}
            return lacking.organisation.get_absolute_url() if lacking.organisation.pk in ours else ""
        return reverse("providers:told", args=[self.memorandum.round.slug], query={"q": lacking.organisation.name})


def _commitments(text):
    return {
        "responsive": True,
        "caption": {"text": "Commitments", "classes": "nhsuk-u-visually-hidden"},
        "head": [{"text": head} for head in documents.COMMITMENT_HEADS],
        "rows": [[{"text": cell} for cell in row] for row in text["commitments"]],
    }
