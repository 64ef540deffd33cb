"""What waits for clerks and members: papers late or to clear, agendas to publish, packs to read."""

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from committees.documents import corrections, despatch_by, flagged, owed_by, papers_due, unreasoned
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
    yield from _owed(user, today)
    yield from _papers(user, today)
    yield from _corrected(user)
    yield from _packs(user, meetings)


def _agendas(user, meetings):
    for meeting in meetings:
        if meeting.status == MeetingStatus.DRAFT and user.has_perm("committees.publish", meeting):
            yield Task("Publish the agenda", str(meeting), meeting.get_draft_url(), "Draft", despatch_by(meeting))


def _owed(user, today):
    """Papers this person writes, until they are cleared; who may clear one, and did not promise it, has it to clear."""
    for item in owed_by(user, today):
        if item.writer is None and user.has_perm("committees.clear", item.paper):
            continue
        due = papers_due(item.meeting)
        href = item.paper.get_draft_url() if item.paper else _where_to_write(user, item.meeting)
        state = "Late" if due < today else "Draft" if item.paper else "Not started"
        what = "Finish" if item.paper else "Write"
        yield Task(f"{what} your paper “{item.title}”", str(item.meeting), href, state, due)


def _where_to_write(user, meeting):
    """Where a paper is made; for who makes none here, and sends it to the clerk, what they may read of the meeting."""
    if user.has_perm("committees.make"):
        return reverse("committees:make_paper")
    return meeting.get_absolute_url() if meeting.first_published_at else meeting.committee.get_absolute_url()


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
            state = "Late, reason needed" if unreasoned(paper, today) else "Draft"
            yield Task(f"Clear “{paper.title}”", str(meeting), paper.get_draft_url(), state, despatch_by(meeting))


def _corrected(user):
    """Papers that quote what was corrected since, and those that wait to take the place of one."""
    papers = (
        Paper.objects.visible_to(user)
        .prepared_by(user)
        .filter(status__in=[PaperStatus.CLEARED, PaperStatus.PUBLISHED])
        .filter(Q(form__in=corrections.QUOTING, edition__isnull=False) | Q(replaces__isnull=False))
        .annotate(is_replaced=Exists(Paper.objects.visible_to(user).filter(replaces=OuterRef("pk")).exclude(status=PaperStatus.WITHDRAWN)))
        .select_related("edition", "committee", "replaces__item__meeting__committee")
        .order_by("title", "pk")
    )
    papers = list(papers)
    stale = flagged(papers)
    for paper in papers:
        if paper.pk in stale and not paper.is_replaced and user.has_perm("committees.reissue", paper):
            href = reverse("committees:reissue", args=[paper.slug])
            yield Task(f"Issue “{paper.title}” again", f"{', '.join(stale[paper.pk])} corrected", href, "Corrected")
        waits = getattr(paper.replaces, "item", None) if paper.status == PaperStatus.CLEARED else None
        if waits and user.has_perm("committees.take_place", paper):
            yield Task(f"Put “{paper.title}” on the agenda", str(waits.meeting), paper.get_draft_url(), "Cleared", waits.meeting.date)


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
        yield Task(f"Read the pack, {pack.named}", str(pack.meeting), pack.get_absolute_url(), "Ready", pack.meeting.date)
