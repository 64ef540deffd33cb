"""The doors: what is not yours is not there."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import get_object_or_404

from intentions.models import Round

from ..models import Invitation, Memorandum, Response


def the_round(request, slug):
    """A round this person commissions."""
    rounds = Round.objects.visible_to(request.user).written_by(request.user).annotate(latest_edition=Max("editions__number"))
    return get_object_or_404(rounds.select_related("lead").prefetch_related("participants"), slug=slug)


def the_invitation(request, pk):
    """An invitation to an organisation (or group) this person answers for."""
    invitations = Invitation.objects.visible_to(request.user).to(request.user)
    return get_object_or_404(invitations.select_related("organisation", "round__lead", "sent_by", "opened_by"), pk=pk)


def the_response(request, pk):
    """A response this person may read: their own, or one submitted to a round they commission."""
    return _whole(get_object_or_404(_loaded(Response.objects.visible_to(request.user)), pk=pk))


def our_response(request, pk):
    """A response of an organisation (or group) this person answers for."""
    return _whole(get_object_or_404(_loaded(Response.objects.visible_to(request.user).of(request.user)), pk=pk))


def the_memorandum(request, pk):
    """One this person drafts, or is asked to sign."""
    memoranda = (
        Memorandum.objects.visible_to(request.user).select_related("round__lead", "organisation", "paper").prefetch_related("parties")
    )
    return get_object_or_404(memoranda, pk=pk)


def _loaded(responses):
    """With what every page of a response names; an edition's frozen content is large and read where it is shown."""
    related = responses.select_related("organisation", "round__lead", "edition", "replaces", "collective__organisation", "invitation")
    return related.defer("edition__content")


def _whole(response):
    """Its invitation is to the same organisation, in the same round."""
    response.invitation.organisation, response.invitation.round = response.organisation, response.round
    return response


def asked(request, verb, thing):
    """Who may; when is judged under the lock."""
    if not request.user.has_perm(f"providers.{verb}", thing):
        raise PermissionDenied
