"""The doors to meetings, papers and packs. What one may not read is not there."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from portal.printing.serving import served
from portal.printing.twin import twin

from .. import actions
from ..models import AgendaItem, Meeting, Pack, Paper

OPENING = {Pack: ("pack", actions.open_pack), Paper: ("paper", actions.open_paper), AgendaItem: ("item", actions.open_item)}


def the_meeting(request, slug):
    return get_object_or_404(Meeting.objects.visible_to(request.user).select_related("committee__host"), slug=slug)


def prepared_meeting(request, slug):
    """A meeting of a committee this person is clerk of."""
    meetings = Meeting.objects.visible_to(request.user).prepared_by(request.user)
    return get_object_or_404(meetings.select_related("committee__host"), slug=slug)


def prepared_item(request, pk):
    items = AgendaItem.objects.visible_to(request.user).filter(
        meeting__in=Meeting.objects.visible_to(request.user).prepared_by(request.user)
    )
    return get_object_or_404(items.select_related("meeting__committee__host", "paper"), pk=pk)


def the_paper(request, slug):
    papers = Paper.objects.visible_to(request.user).select_related(
        "committee__host", "author", "document", "edition__round", "item__meeting"
    )
    return get_object_or_404(papers, slug=slug)


def prepared_paper(request, slug):
    """A paper whose draft this person may read."""
    papers = Paper.objects.visible_to(request.user).prepared_by(request.user)
    papers = papers.select_related(
        "committee__host", "author", "document", "edition__round", "item__meeting__committee", "written_by", "replaces__item__meeting"
    )
    return get_object_or_404(papers, slug=slug)


def the_pack(request, pk):
    packs = Pack.objects.visible_to(request.user).select_related("meeting__committee__host", "document")
    return get_object_or_404(packs, pk=pk)


def asked(request, verb, thing):
    """Who may; when is judged under the lock."""
    if not request.user.has_perm(f"committees.{verb}", thing):
        raise PermissionDenied


def as_uuid(said):
    """An id that came beside the address; what is none is not there."""
    try:
        return UUID(said)
    except ValueError:
        raise Http404 from None


def posted(request):
    """What a form is bound to: an empty post is an answer too, and a wrong one."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def crumb_of_meetings():
    return {"text": "Meetings", "href": reverse("committees:meetings")}


# ── Part 2 ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@reauthentication_required
def _somebody_confirmed(request):
    """Raises what sends the reader to confirm who they are, if the last time was more than five minutes ago."""


def confirmed(request, thing):
    """Part 2 asks again who is there, whichever door it leaves by: its file, its words, its draft, what is taken along."""
    if thing.is_part_2:
        _somebody_confirmed(request)


def file_of(request, thing, document, **more):
    """The file of a pack, a paper or an item; of part 2 it is kept who opened it."""
    answer = served(request, document, **more)  # what is not there is not asked about
    confirmed(request, thing)
    opened(request, thing)
    return answer


def words_of(request, thing, document, **more):
    """The same words as a page."""
    confirmed(request, thing)
    opened(request, thing)
    return twin(document, **more)


def the_book(request, pk):
    """A bound pack to be read page by page and searched: who reads is confirmed, and kept, before any of its words leave."""
    pack = the_pack(request, pk)
    if not pack.document.is_ready:
        raise Http404
    confirmed(request, pack)
    opened(request, pack)
    return pack


def opened(request, thing):
    """Of part 2 always; of a pack of part 1 for those who sit on the committee, so that the next issue can say what changed."""
    of_a_member = isinstance(thing, Pack) and request.user.is_authenticated and request.user.has_perm("committees.sit", thing.meeting)
    if thing.is_part_2 or of_a_member:
        name, act = OPENING[type(thing)]
        act(**{name: thing}, by=request.user, at=timezone.now())
