"""A group whose two members must both sign, and the one who holds its pen; a memorandum of one point that was accepted in part."""

from portal.organisations.states import Role
from providers import actions
from providers.models import Position

from ...standing import standing
from ..conftest import IN_TIME, PUBLISHED, person
from ..memoranda import offer


@standing
def joint(round, edition, group, first, approver, contributor, signatory, competitor):
    """The draft of a group whose two members must both sign; its own coordinator holds the pen."""
    invitation = actions.invite(round=round, organisations=[group], by=approver, at=PUBLISHED)[0]
    response = actions.start(invitation=invitation, by=contributor)
    actions.save_position(response=response, intention=first, by=contributor, content={"stance": "support"}, at=PUBLISHED)
    return response


@standing
def coordinator(group):
    return person("Co Ordinator", (group, Role.CONTRIBUTOR))


@standing
def itself(joint, contributor):
    return actions.choose_submission(response=joint, by=contributor, submits_itself=True, at=IN_TIME)


@standing
def decided(submitted, round, author, approver):
    """One point accepted in part with its condition, one not accepted."""
    position = Position.objects.get(comment="CANARY-TWO")
    words = "A local price is agreed from 1 July"
    ruling = {"condition": position.conditions.get(), "verdict": "accept-in-part", "reason": "From July", "agreed": words}
    actions.decide(position=position, by=author, verdict="accept-in-part", reason="From July", rulings=[ruling])
    actions.decide(position=Position.objects.get(comment="CANARY-ONE"), by=author, verdict="not-accept", reason="No")
    return actions.publish_decisions(round=round, by=approver, at=IN_TIME)


@standing
def memorandum(decided, round, author, acute):
    return actions.draft_memorandum(round=round, by=author, organisation=acute)


@standing
def offered(memorandum, approver):
    return offer(memorandum, approver)
