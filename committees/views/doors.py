"""The doors to meetings, papers and packs. What one may not read is not there."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from ..models import AgendaItem, Meeting, Pack, Paper


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
    papers = papers.select_related("committee__host", "author", "document", "edition__round", "item__meeting__committee", "written_by")
    return get_object_or_404(papers, slug=slug)


def the_pack(request, pk):
    packs = Pack.objects.visible_to(request.user).select_related("meeting__committee__host", "document")
    return get_object_or_404(packs, pk=pk)


def asked(request, verb, thing):
    """Who may; when is judged under the lock."""
    if not request.user.has_perm(f"committees.{verb}", thing):
        raise PermissionDenied


def posted(request):
    """What a form is bound to: an empty post is an answer too, and a wrong one."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def crumb_of_meetings():
    return {"text": "Meetings", "href": reverse("committees:meetings")}
