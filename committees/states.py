"""The lives of a meeting and of a paper, and the closed lists of this storey, on one page."""

from django.db.models import TextChoices

from portal.moves import Moves


class CommitteeKind(TextChoices):
    HEALTH_SCRUTINY = "health-scrutiny", "Health scrutiny"
    GOVERNING_BODY = "governing-body", "Governing body"
    HEALTH_AND_WELLBEING = "health-and-wellbeing-board", "Health and wellbeing board"
    COMMISSIONING_GROUP = "commissioning-group", "Commissioning group"


class DayCount(TextChoices):
    WORKING = "working-days", "Working days"
    CALENDAR = "calendar-days", "Calendar days"


class SeatRole(TextChoices):
    MEMBER = "MEMBER", "Committee member"
    CLERK = "CLERK", "Committee clerk"


class MeetingStatus(TextChoices):
    DRAFT = "DRAFT", "Draft"
    PUBLISHED = "PUBLISHED", "Published"  # the agenda is public
    CANCELLED = "CANCELLED", "Withdrawn"


MEETING_MOVES = Moves(
    {
        "publish": ({MeetingStatus.DRAFT}, MeetingStatus.PUBLISHED),
        "cancel": ({MeetingStatus.DRAFT, MeetingStatus.PUBLISHED}, MeetingStatus.CANCELLED),
    }
)


class PaperStatus(TextChoices):
    DRAFT = "DRAFT", "Draft"
    CLEARED = "CLEARED", "Cleared"
    PUBLISHED = "PUBLISHED", "Published"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


PAPER_MOVES = Moves(
    {
        "clear": ({PaperStatus.DRAFT}, PaperStatus.CLEARED),
        "reopen": ({PaperStatus.CLEARED}, PaperStatus.DRAFT),
        "publish": ({PaperStatus.CLEARED}, PaperStatus.PUBLISHED),
        "withdraw": ({PaperStatus.DRAFT, PaperStatus.CLEARED}, PaperStatus.WITHDRAWN),
    }
)


class PaperClass(TextChoices):
    INFORMATION = "information", "Information"
    DECISION = "decision", "Decision"


class Detail(TextChoices):
    """How much of each programme a paper quotes."""

    FULL = "full", "Objectives, every intention in full and the contribution to financial recovery"
    SUMMARY = "summary", "Objectives and a table of intentions"


class PackKind(TextChoices):
    MAIN = "main", "Agenda pack"
    SUPPLEMENT = "supplement", "Supplement"


class PackAudience(TextChoices):
    PUBLIC = "public", "Part 1"
    PRIVATE = "private", "Parts 1 and 2"
