"""Guards taken out of the product one by one, to see that it is noticed."""

from __future__ import annotations

import inspect
import textwrap
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import Any

ALL = "return self.all()"
DOORS, VIEWS, MODELS = "providers.views.doors", "providers.views", "providers.models"


@dataclass(frozen=True)
class Plant:
    """In this function, these words in place of those."""

    where: str
    was: str
    now: str

    def __str__(self) -> str:
        return f"{self.where.removeprefix('providers.')}: {self.was[:50]}"

    @property
    def function(self) -> Any:
        return inspect.unwrap(resolve_name(self.where))

    @property
    def stands(self) -> bool:
        """Whether the guard is still where it was."""
        return self.was in textwrap.dedent(inspect.getsource(self.function))

    def put(self, monkeypatch: Any) -> None:
        """The function itself is changed, so that everything that holds it has the fault."""
        assert self.stands, f"{self.was} is not in {self.where}"
        function = self.function
        source = textwrap.dedent(inspect.getsource(function))
        lines = source.replace(self.was, self.now).splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("def "))
        made: dict[str, Any] = {}
        exec("\n".join(lines[start:]), function.__globals__, made)
        monkeypatch.setattr(function, "__code__", made[function.__name__].__code__)


# noticed by an id of others
FOREIGN = [
    Plant(f"{MODELS}.response.ResponseQuerySet.visible_to", "return self.filter(ours | (sent & ~sealed))", ALL),
    Plant(f"{MODELS}.response.ReceiptQuerySet.visible_to", "return self.filter(response__in=Response.objects.visible_to(user))", ALL),
    Plant(f"{MODELS}.memorandum.MemorandumQuerySet.visible_to", "return self.filter(offered | ", "return self.filter(~Q(pk=None) | "),
    Plant(f"{MODELS}.invitation.InvitationQuerySet.visible_to", "return self.filter(Q(", "return self.filter(~Q(pk=None) | Q("),
    Plant("intentions.models.round.RoundQuerySet.written_by", "return self.filter(self.ours(user))", ALL),
    Plant(f"{DOORS}.the_round", ".written_by(request.user)", ""),
    Plant(f"{DOORS}.the_invitation", ".visible_to(request.user).to(request.user)", ".all()"),
    Plant(f"{DOORS}.the_response", ".visible_to(request.user)", ".all()"),
    Plant(f"{DOORS}.our_response", ".visible_to(request.user).of(request.user)", ".all()"),
    Plant(f"{DOORS}.the_memorandum", ".visible_to(request.user)", ".all()"),
    Plant(f"{VIEWS}.answering._letter", ".visible_to(request.user)", ""),
    Plant(f"{VIEWS}.receipts._receipt", ".visible_to(request.user)", ""),
    Plant(f"{VIEWS}.beside.resolve_remark", '.visible_to(request.user).select_related("intention"), response=response,', ","),
    Plant(f"{VIEWS}.position.attachment", ".visible_to(request.user), pk=attachment, position__response=response", ", pk=attachment"),
    Plant(f"{VIEWS}.position._files", '.visible_to(request.user).filter(position__response=about["response"])', ".all()"),
    Plant(f"{VIEWS}.point.remove_point", ".visible_to(request.user).filter(response=response).beside(), ", ".beside(), "),
    Plant(f"{VIEWS}.statement.enclosure", ".visible_to(request.user), pk=enclosure, response=response", ", pk=enclosure"),
    Plant(f"{VIEWS}.bulk.lists_of", ".visible_to(request.user).of(round)", ".all()"),
    Plant(f"{VIEWS}.questions._asked", "get_object_or_404(questions, round=round, ", "get_object_or_404(Question, "),
    Plant(f"{VIEWS}.pipeline.save_procurement", ".visible_to(request.user), round=round,", ","),
    Plant(f"{VIEWS}.publishing.extend", "get_object_or_404(invitations, round=round, ", "get_object_or_404(Invitation, "),
    Plant(f"{VIEWS}.deciding.points_of", ".visible_to(request.user).that_count().filter(response__round=round)", ".that_count()"),
    Plant(f"{VIEWS}.answering.relate", "groups_beside(response)", "list(response.round.invitations.select_related('organisation'))"),
    Plant(f"{VIEWS}.drafting.save_memorandum", "memorandum.parties.standing()", "type(memorandum.parties.first()).objects.standing()"),
    Plant("providers.api.ResponseViewSet.get_queryset", ".visible_to(self.request.user)", ""),
    Plant("intentions.api.draft.DraftView.intention", ".visible_to(user).written_by(user)", ""),
]
# heard by somebody who must not, in a world: (plant, world, who hears it)
HEARD = [
    (Plant(f"{MODELS}.response.ResponseQuerySet.visible_to", "received_at__isnull=False, ", ""), "draft", "author"),
    (Plant(f"{MODELS}.question.QuestionQuerySet.visible_to", "return self.filter(Q(", "return self.filter(~Q(pk=None) | Q("),
     "draft", "competitor"),
    (Plant(f"{MODELS}.question.QuestionQuerySet.visible_to", "status=QuestionStatus.ANSWERED, ", ""), "draft", "competitor"),
    (Plant(f"{VIEWS}.questions.questions", "Question.objects.visible_to(request.user)", "Question.objects"), "awaiting", "competitor"),
    (Plant(f"{MODELS}.decision.open_to_all", "return Q(", "return ~Q(pk=None) | Q("), "decision_published", "competitor"),
    (Plant(f"{MODELS}.memorandum.MemorandumQuerySet.visible_to", ' & ~Q(status__in=UNREAD)', ""), "memorandum_drafted", "competitor"),
    (Plant("providers.documents.drawing.for_everybody", ".filter(open_to_all())", ""), "memorandum_offered", "competitor"),
    (Plant(f"{MODELS}.procurement.ProcurementQuerySet.visible_to", "return self.filter(Q(", "return self.filter(~Q(pk=None) | Q("),
     "draft", "competitor"),
    (Plant("providers.documents.decided.said", "if decision.is_private", "if False"), "decision_published", "competitor"),
    (Plant("portal.audit.models.EventQuerySet.visible_to", "self.filter(mine", "self.filter(~Q(pk=None) | mine"),
     "withdrawn", "competitor"),
]  # fmt: skip
