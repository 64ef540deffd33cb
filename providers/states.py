"""The lives of a response and of a decision, and the closed lists of this storey, on one page."""

from datetime import date

from django.db.models import TextChoices

from intentions.states import Lever
from portal.moves import Moves


class Status(TextChoices):
    DRAFT = "DRAFT", "Draft"
    AWAITING_SIGNATURES = "AWAITING", "Awaiting signatures"
    SUBMITTED = "SUBMITTED", "Submitted"
    REPLACED = "REPLACED", "Replaced"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


MOVES = Moves(
    {
        "send": ({Status.DRAFT}, Status.AWAITING_SIGNATURES),
        "reopen": ({Status.AWAITING_SIGNATURES}, Status.DRAFT),
        "submit": ({Status.DRAFT, Status.AWAITING_SIGNATURES}, Status.SUBMITTED),
        "replace": ({Status.SUBMITTED}, Status.REPLACED),
        "withdraw": ({Status.SUBMITTED}, Status.WITHDRAWN),
    }
)


class Stance(TextChoices):
    """What a provider says to one intention."""

    SUPPORT = "support", "Support"
    CONDITIONS = "support-with-conditions", "Support with conditions"
    CANNOT = "cannot-support", "Cannot support"
    CLARIFY = "need-clarification", "Need clarification"
    NOT_AFFECTED = "not-affected", "Not affected"
    OWN = "own", "Point of its own"  # said of no intention: there is nothing to take a position on


ON_INTENTIONS = tuple(one for one in Stance if one != Stance.OWN)  # the positions there are on an intention
POSITIONS = [(one.value, one.label) for one in ON_INTENTIONS]


class Subject(TextChoices):
    """What a point is about that hangs on no intention."""

    CHAPTER = "CHAPTER", "A chapter"
    MONEY = "MONEY", "The money"
    TIMETABLE = "TIMETABLE", "The timetable"
    PRINCIPLE = "PRINCIPLE", "A contract principle"
    PROPOSED = "PROPOSED", "A proposed new intention"


class SignatureStatus(TextChoices):
    VALID = "VALID", "Signed"
    LAPSED = "LAPSED", "Signature lapsed"


class Notice(TextChoices):
    """When people who have something left to do are reminded of a deadline."""

    WEEK = "week", "A week before"
    TWO_DAYS = "two-days", "Two days before"
    LAST_DAY = "last-day", "On the last day"


SIGNATURE_MOVES = Moves({"lapse": ({SignatureStatus.VALID}, SignatureStatus.LAPSED)})


class Way(TextChoices):
    """How a response came that nobody submitted here."""

    LETTER = "LETTER", "Letter"
    EMAIL = "EMAIL", "Email"


class TranscriptStatus(TextChoices):
    """What its senders say of a letter that the commissioners wrote down."""

    RECORDED = "RECORDED", "Recorded"
    CONFIRMED = "CONFIRMED", "Confirmed"
    DISPUTED = "DISPUTED", "Disputed"


TRANSCRIPT_MOVES = Moves(
    {
        "confirm_letter": ({TranscriptStatus.RECORDED, TranscriptStatus.DISPUTED}, TranscriptStatus.CONFIRMED),
        "dispute_letter": ({TranscriptStatus.RECORDED}, TranscriptStatus.DISPUTED),
    }
)


class Verdict(TextChoices):
    """What the commissioner decides on one point."""

    ACCEPT = "accept", "Accepted"
    ACCEPT_IN_PART = "accept-in-part", "Accepted in part"
    NOT_ACCEPT = "not-accept", "Not accepted"
    DEFER = "defer", "Deferred"
    CLARIFY = "clarify", "Answered"


AGREED = (Verdict.ACCEPT, Verdict.ACCEPT_IN_PART)  # what may have agreed words; nothing else does


def verdicts_on(stance: str) -> tuple[Verdict, ...]:
    """A question is answered or put off, never accepted."""
    return (Verdict.CLARIFY, Verdict.DEFER, Verdict.NOT_ACCEPT) if stance == Stance.CLARIFY else tuple(Verdict)


class Destination(TextChoices):
    """Where agreed words go: a schedule of the contract, a clause of the memorandum and no schedule, a committee's paper alone, nowhere."""

    SPECIFICATION = Lever.SPECIFICATION.value, str(Lever.SPECIFICATION.label)
    ACTIVITY_PLAN = Lever.ACTIVITY_PLAN.value, str(Lever.ACTIVITY_PLAN.label)
    LOCAL_PRICE = Lever.LOCAL_PRICE.value, str(Lever.LOCAL_PRICE.label)
    QUALITY = Lever.QUALITY.value, str(Lever.QUALITY.label)
    SDIP = Lever.SDIP.value, str(Lever.SDIP.label)
    DQIP = Lever.DQIP.value, str(Lever.DQIP.label)
    CQUIN = Lever.CQUIN.value, str(Lever.CQUIN.label)
    MEMORANDUM = "memorandum", "Memorandum clause"
    PAPER = "paper", "Committee paper"
    NONE = "none", "None"


SCHEDULES = tuple(one for one in Destination if one in Lever.values and one != Destination.NONE)
IN_MEMORANDUM = (*SCHEDULES, Destination.MEMORANDUM)  # a memorandum records what the contracts will carry, too


class DecisionStatus(TextChoices):
    WRITTEN = "WRITTEN", "Written, not published"
    PUBLISHED = "PUBLISHED", "Published"


DECISION_MOVES = Moves({"publish": ({DecisionStatus.WRITTEN}, DecisionStatus.PUBLISHED)})


ASKS_SOMETHING = (Stance.CONDITIONS, Stance.CANNOT, Stance.CLARIFY, Stance.OWN)  # what is said without agreeing


class Turn(TextChoices):
    """Of a wording before it is decided: whose turn it is; agreed by both; closed by the decision."""

    PROVIDER = "PROVIDER", "With the provider"
    COMMISSIONER = "COMMISSIONER", "With the commissioner"
    AGREED = "AGREED", "Wording agreed"
    CLOSED = "CLOSED", "Decided"


NEGOTIATION_MOVES = Moves(
    {
        "propose": ({Turn.COMMISSIONER}, Turn.PROVIDER),
        "counter": ({Turn.PROVIDER}, Turn.COMMISSIONER),
        "accept_wording": ({Turn.PROVIDER, Turn.COMMISSIONER}, Turn.AGREED),
        "close": ({Turn.PROVIDER, Turn.COMMISSIONER, Turn.AGREED}, Turn.CLOSED),
    }
)


class ReplyStatus(TextChoices):
    RECEIVED = "RECEIVED", "Not published"
    PUBLISHED = "PUBLISHED", "Published"


REPLY_MOVES = Moves({"publish": ({ReplyStatus.RECEIVED}, ReplyStatus.PUBLISHED)})


class QuestionStatus(TextChoices):
    ASKED = "ASKED", "Open"
    ANSWERED = "ANSWERED", "Answered"
    MERGED = "MERGED", "Merged"
    PRIVATE = "PRIVATE", "Answered privately"


QUESTION_MOVES = Moves(
    {
        "answer": ({QuestionStatus.ASKED}, QuestionStatus.ANSWERED),
        "merge_question": ({QuestionStatus.ASKED}, QuestionStatus.MERGED),
        "answer_privately": ({QuestionStatus.ASKED}, QuestionStatus.PRIVATE),
    }
)


class MoreTimeStatus(TextChoices):
    ASKED = "ASKED", "Asked for"
    GRANTED = "GRANTED", "Given"
    REFUSED = "REFUSED", "Refused"


MORE_TIME_MOVES = Moves(
    {"grant": ({MoreTimeStatus.ASKED}, MoreTimeStatus.GRANTED), "refuse": ({MoreTimeStatus.ASKED}, MoreTimeStatus.REFUSED)}
)


class MemorandumStatus(TextChoices):
    DRAFT = "DRAFT", "Draft"
    OFFERED = "OFFERED", "Awaiting signatures"
    AGREED = "AGREED", "Signed"
    REPLACED = "REPLACED", "Replaced"
    SET_ASIDE = "SET_ASIDE", "Set aside"


MEMORANDUM_MOVES = Moves(
    {
        "offer": ({MemorandumStatus.DRAFT}, MemorandumStatus.OFFERED),
        "take_back": ({MemorandumStatus.OFFERED}, MemorandumStatus.DRAFT),
        "agree": ({MemorandumStatus.OFFERED}, MemorandumStatus.AGREED),
        "replace": ({MemorandumStatus.AGREED}, MemorandumStatus.REPLACED),
        "set_aside": ({MemorandumStatus.DRAFT}, MemorandumStatus.SET_ASIDE),
    }
)


class Side(TextChoices):
    COMMISSIONER = "commissioner", "Commissioner"
    PROVIDER = "provider", "Provider"


class Route(TextChoices):
    """How a service is bought. Which routes there are depends on the day on which the procurement starts."""

    ANY_QUALIFIED = "any-qualified", "Any qualified provider"
    TENDER = "tender", "Competitive procurement"
    DIRECT_A = "direct-a", "Direct award process A"
    DIRECT_B = "direct-b", "Direct award process B"
    DIRECT_C = "direct-c", "Direct award process C"
    MOST_SUITABLE = "most-suitable", "Most suitable provider process"
    COMPETITIVE = "competitive", "Competitive process"


REGIME = date(2024, 1, 1)  # the Provider Selection Regime is in force from this day
BEFORE_REGIME = frozenset({Route.ANY_QUALIFIED, Route.TENDER})
STANDSTILL_ROUTES = frozenset({Route.DIRECT_C, Route.MOST_SUITABLE, Route.COMPETITIVE})
STANDSTILL_DAYS = 8  # working days in which representations may be made, from the day after the notice
