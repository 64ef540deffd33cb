"""What waits for clerks and members: papers late or to clear, agendas to publish, packs to read."""

from django.db.models import F

from committees.documents import despatch_by, is_late
from committees.models import Meeting, Pack, Paper
from committees.states import MeetingStatus, PaperStatus
from portal.printing.states import Status as PrintStatus

from .task import Task


def meetings_of(user, today):
    """Meetings to come of the committees the person sits on or serves."""
    return (
        Meeting.objects.visible_to(user)
        .filter(date__gte=today, committee__seats__user=user, committee__seats__ended_at=None)
        .exclude(status=MeetingStatus.CANCELLED)
        .select_related("committee")
        .order_by("date", "time", "pk")
        .distinct()
    )


def committee_tasks(user, meetings, today):
    yield from _agendas(user, meetings)
    yield from _papers(user, today)
    yield from _packs(user, meetings)


def _agendas(user, meetings):
    for meeting in meetings:
        if meeting.status == MeetingStatus.DRAFT and user.has_perm("committees.publish", meeting):
            yield Task("Publish the agenda", str(meeting), meeting.get_draft_url(), "Draft", despatch_by(meeting))


def _papers(user, today):
    papers = (
        Paper.objects.visible_to(user)
        .prepared_by(user)
        .filter(status=PaperStatus.DRAFT, item__meeting__date__gte=today)
        .exclude(item__meeting__status=MeetingStatus.CANCELLED)
        .select_related("item__meeting__committee")
    )
    for paper in papers:
        if user.has_perm("committees.clear", paper):
            meeting = paper.item.meeting
            needs_reason = is_late(meeting, today) and not (paper.why_late and paper.why_urgent)
            state = "Late, reason needed" if needs_reason else "Draft"
            yield Task(f"Clear “{paper.title}”", str(meeting), paper.get_draft_url(), state, despatch_by(meeting))


def _packs(user, meetings):
    """The newest pack of each meeting; of two audiences the wider one the person may open."""
    packs = (
        Pack.objects.visible_to(user)
        .filter(meeting__in=[meeting.pk for meeting in meetings], recalled_at=None, document__status=PrintStatus.READY)
        .select_related("meeting__committee")
        .order_by("meeting", F("issued_at").desc(), "audience")
        .distinct("meeting")
    )
    for pack in packs:
        yield Task(f"Read the pack, issue {pack.issue}", str(pack.meeting), pack.get_absolute_url(), "Ready", pack.meeting.date)
