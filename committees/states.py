"""The lives of a meeting and of a paper, and the closed lists of this storey, on one page."""

from django.db.models import TextChoices

from portal.moves import Moves


class CommitteeKind(TextChoices):
    HEALTH_SCRUTINY = "health-scrutiny", "Health scrutiny"
    GOVERNING_BODY = "governing-body", "Governing body"
    HEALTH_AND_WELLBEING = "health-and-wellbeing-board", "Health and wellbeing board"
    COMMISSIONING_GROUP = "commissioning-group", "Commissioning group"
    JOINT = "joint-committee", "Joint committee"


class CommitteeStatus(TextChoices):
    SITTING = "SITTING", "Sitting"
    CLOSED = "CLOSED", "Closed"


COMMITTEE_MOVES = Moves({"close": ({CommitteeStatus.SITTING}, CommitteeStatus.CLOSED)})


class Numbering(TextChoices):
    NUMBERED = "NUMBERED", "Sections and paragraphs: 1, 1.1, 1.2"
    PLAIN = "PLAIN", "No numbers"


class CoverAsk(TextChoices):
    """What a cover sheet asks beside title, class and contributors."""

    WARDS = "wards", "Wards affected"
    KEY_DECISION = "key_decision", "Whether it is a key decision"
    FRAMEWORK = "framework", "Budget and policy framework"


class KeyDecision(TextChoices):
    NO = "NO", "No"
    YES = "YES", "Yes"


class Framework(TextChoices):
    WITHIN = "WITHIN", "Within the budget and policy framework"
    OUTSIDE = "OUTSIDE", "Outside the budget and policy framework"


class DayCount(TextChoices):
    WORKING = "working-days", "Working days"
    CALENDAR = "calendar-days", "Calendar days"


class SeatRole(TextChoices):
    MEMBER = "MEMBER", "Committee member"
    COOPTED = "COOPTED", "Co-opted member"
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


class OriginalStatus(TextChoices):
    """What became of a report that came as a Word file."""

    WAITING = "WAITING", "Being looked at"
    TAKEN = "TAKEN", "Taken in"
    TAKEN_BACK = "TAKEN_BACK", "Taken back"


ORIGINAL_MOVES = Moves(
    {
        "take_in": ({OriginalStatus.WAITING}, OriginalStatus.TAKEN),
        "take_back": ({OriginalStatus.TAKEN}, OriginalStatus.TAKEN_BACK),
    }
)


class PaperClass(TextChoices):
    INFORMATION = "information", "Information"
    DECISION = "decision", "Decision"
    DISCUSSION = "discussion", "Discussion"
    NOTING = "noting", "Noting"


class Detail(TextChoices):
    """How much of each programme a paper quotes."""

    FULL = "full", "Objectives, every intention in full and the contribution to financial recovery"
    SUMMARY = "summary", "Objectives and a table of intentions"


class PaperForm(TextChoices):
    """What a paper is made as. All but the two reports are drawn whole from the edition, the plan or the answers they speak of."""

    REPORT = "report", "Committee report"
    WRITTEN = "written", "Report in its own words, as from Word"
    DOCUMENT = "document", "Full intentions document"
    APPENDIX = "appendix", "Appendix: what, description and timescale"
    JOINT = "joint", "Joint intentions with outcomes"
    STRATEGY = "strategy", "Strategy with enablers and case studies"
    PLAN = "plan", "Plan on a page"
    RESPONSES = "responses", "Responses and decisions"
    CHANGES = "changes", "What changed between two editions"
    OUTCOMES = "outcomes", "Outcomes annex with charts"
    LETTER = "letter", "Letter of invitation"
    MEMORANDUM = "memorandum", "Memorandum of understanding"


SAY_LESS = (PaperForm.REPORT, PaperForm.JOINT, PaperForm.STRATEGY)  # those that can quote a programme in full or as a table
QUOTING = (*SAY_LESS, PaperForm.DOCUMENT)  # those that quote every chosen programme
WITHOUT_EDITION = (PaperForm.PLAN, PaperForm.WRITTEN)
AS_SIGNED = (PaperForm.MEMORANDUM,)  # all of it or nothing


class Outcome(TextChoices):
    """What the committee did with a recommendation."""

    NOTED = "noted", "Noted"
    AGREED = "agreed", "Agreed"
    CHANGED = "changed", "Agreed with changes"
    NOT_AGREED = "not-agreed", "Not agreed"
    REFERRED = "referred", "Referred"
    ASKED = "asked", "More information asked for"
    DEFERRED = "deferred", "Deferred"


class MinutesStatus(TextChoices):
    DRAFT = "DRAFT", "Draft"
    CLEARED = "CLEARED", "Cleared"  # public, and to be confirmed at the next meeting
    SIGNED = "SIGNED", "Signed"


MINUTES_MOVES = Moves(
    {
        "clear": ({MinutesStatus.DRAFT}, MinutesStatus.CLEARED),
        "reopen": ({MinutesStatus.CLEARED}, MinutesStatus.DRAFT),
        "sign": ({MinutesStatus.CLEARED}, MinutesStatus.SIGNED),
    }
)


class ReleaseStatus(TextChoices):
    """Making public what is exempt takes two people."""

    PROPOSED = "PROPOSED", "Awaiting a second person"
    AGREED = "AGREED", "Made public"
    REFUSED = "REFUSED", "Kept exempt"


RELEASE_MOVES = Moves(
    {
        "agree": ({ReleaseStatus.PROPOSED}, ReleaseStatus.AGREED),
        "refuse": ({ReleaseStatus.PROPOSED}, ReleaseStatus.REFUSED),
    }
)


class Unseen(TextChoices):
    """Words and pictures that nobody sees on the pages of an upload. Until somebody decides, it is bound nowhere."""

    REMOVED = "REMOVED", "Taken out of the file"
    KEPT = "KEPT", "Kept"
    ASKED = "ASKED", "To be decided"
    NOT_LOOKED = "NOT_LOOKED", "To be looked at again"  # uploaded when the portal did not look under boxes


UNSETTLED = (Unseen.ASKED, Unseen.NOT_LOOKED)


class PackKind(TextChoices):
    MAIN = "main", "Agenda pack"
    SUPPLEMENT = "supplement", "Supplement"


class PaperNotice(TextChoices):
    """Before the day by which a paper is due."""

    WEEK = "WEEK", "A week before"
    TWO_DAYS = "TWO_DAYS", "Two days before"
    LAST_DAY = "LAST_DAY", "On the last day"


class PackAudience(TextChoices):
    PUBLIC = "public", "Part 1"
    PRIVATE = "private", "Parts 1 and 2"


class ItemStatus(TextChoices):
    """Whether the meeting takes it."""

    ON = "ON", "On the agenda"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    DEFERRED = "DEFERRED", "Deferred"


ITEM_MOVES = Moves(
    {
        "withdraw": ({ItemStatus.ON}, ItemStatus.WITHDRAWN),
        "defer": ({ItemStatus.ON}, ItemStatus.DEFERRED),
        "restore": ({ItemStatus.WITHDRAWN, ItemStatus.DEFERRED}, ItemStatus.ON),
    }
)


class Holds(TextChoices):
    """What stands under an item beside its first report."""

    APPENDIX = "APPENDIX", "Appendix"
    REPORT = "REPORT", "Report"


class Lateness(TextChoices):
    """When something became public: while it could still be taken as urgent, or when its meeting was over."""

    LATE = "LATE", "Late"
    AFTER = "AFTER", "After the meeting"


class HeadingKind(TextChoices):
    """What the portal writes under a heading of a committee's house template, whatever the house calls it."""

    HEADER = "header", "Header block"
    LATENESS = "lateness", "Reasons for lateness and urgency"
    PURPOSE = "purpose", "Purpose"
    RECOMMENDATIONS = "recommendations", "Recommendations"
    POLICY_CONTEXT = "policy-context", "Policy context"
    STRATEGIC_CONTEXT = "strategic-context", "Strategic context"
    PROGRAMMES = "programmes", "One section for each programme"
    IMPLICATION = "implication", "Implications"
    CONCLUSION = "conclusion", "Conclusion"
    BACKGROUND = "background", "Background documents"
    CONTACT = "contact", "Contact"


class Verb(TextChoices):
    """What members are asked to do."""

    NOTE = "note", "Note"
    AGREE = "agree", "Agree"
    ENDORSE = "endorse", "Endorse"
    COMMENT = "comment", "Comment on"
    REFER = "refer", "Refer"


class ExemptBasis(TextChoices):
    """Why the public is kept out: Schedule 12A for councils, the 1960 Act for NHS bodies."""

    INDIVIDUAL = "paragraph-1", "Paragraph 1: about an individual"
    IDENTITY = "paragraph-2", "Paragraph 2: likely to reveal who an individual is"
    BUSINESS = "paragraph-3", "Paragraph 3: the financial or business affairs of a person or body"
    LABOUR = "paragraph-4", "Paragraph 4: consultations or negotiations with staff"
    PRIVILEGE = "paragraph-5", "Paragraph 5: legal professional privilege"
    ORDERS = "paragraph-6", "Paragraph 6: a notice, order or direction that is to be given"
    CRIME = "paragraph-7", "Paragraph 7: preventing, investigating or prosecuting crime"
    RESOLUTION = "section-1-2", "Section 1(2), Public Bodies (Admission to Meetings) Act 1960"

    @property
    def short(self):
        """As the public agenda gives it: paragraph 3."""
        return self.label if self is ExemptBasis.RESOLUTION else self.value.replace("-", " ")

    @property
    def full(self):
        """As the paper gives it, with its Act."""
        return self.label if self is ExemptBasis.RESOLUTION else f"{self.short} of Schedule 12A to the Local Government Act 1972"
