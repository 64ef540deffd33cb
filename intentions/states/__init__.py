"""The life of a version of an intention, and the closed lists of this storey, on one page."""

from django.db.models import TextChoices

from portal.moves import Moves

from .brought import BROUGHT_MOVES as BROUGHT_MOVES
from .brought import BroughtStatus as BroughtStatus
from .brought import DateOrder as DateOrder
from .brought import Fate as Fate
from .brought import FindingKind as FindingKind
from .brought import Verdict as Verdict


class Status(TextChoices):
    DRAFT = "DRAFT", "Draft"
    IN_REVIEW = "IN_REVIEW", "In review"
    RETURNED = "RETURNED", "Returned"
    APPROVED = "APPROVED", "Approved"
    PUBLISHED = "PUBLISHED", "Published"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


MOVES = Moves(
    {
        "submit": ({Status.DRAFT, Status.RETURNED}, Status.IN_REVIEW),
        "take_back": ({Status.IN_REVIEW}, Status.DRAFT),
        "return_": ({Status.IN_REVIEW}, Status.RETURNED),
        "approve": ({Status.IN_REVIEW}, Status.APPROVED),
        "publish": ({Status.APPROVED}, Status.PUBLISHED),
        "withdraw": ({Status.DRAFT, Status.RETURNED, Status.IN_REVIEW, Status.APPROVED}, Status.WITHDRAWN),
    }
)
EDITABLE = (Status.DRAFT, Status.RETURNED)
FROZEN = (Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN)


class StillTrue(TextChoices):
    """What was said of an intention carried over from an earlier round."""

    YES = "yes", "Still true"
    CHANGED = "changed", "True with changes"
    NO = "no", "No longer true"


class Way(TextChoices):
    """What becomes of a place that names a time when a round is rolled forward."""

    MOVED = "moved", "Moves by itself"
    PROPOSED = "proposed", "Proposed"
    KEPT = "kept", "Left as it is"
    CANNOT = "cannot", "Cannot be moved"


class Settled(TextChoices):
    """What became of one change that was suggested."""

    ACCEPTED = "ACCEPTED", "Accepted"
    REFUSED = "REFUSED", "Refused"
    OVERTAKEN = "OVERTAKEN", "Overtaken"
    THERE = "THERE", "Already in the text"
    WITHDRAWN = "WITHDRAWN", "Taken back"


class ManyKind(TextChoices):
    """What one step does to many intentions of a round."""

    OWNER = "owner", "Change the owner"
    DATES = "dates", "Set the dates"
    PLACES = "places", "Set where"
    THEME = "theme", "Set the theme"
    PROGRAMME = "programme", "Move to another programme"
    STRENGTH = "strength", "Set the strength of intent"
    STILL = "still", "Say that they are still true"
    SUBMIT = "submit", "Send for approval"
    COPY = "copy", "Copy to a place"
    WITHDRAW = "withdraw", "Withdraw"
    REPLACE = "replace", "Replace"
    BROUGHT = "brought", "Taken from the workbook"


class PlannedStatus(TextChoices):
    WAITING = "WAITING", "Ordered"
    PUBLISHED = "PUBLISHED", "Published"
    FAILED = "FAILED", "Failed"
    CANCELLED = "CANCELLED", "Recalled"


PLANNED_MOVES = Moves(
    {
        "publish": ({PlannedStatus.WAITING}, PlannedStatus.PUBLISHED),
        "fail": ({PlannedStatus.WAITING}, PlannedStatus.FAILED),
        "cancel": ({PlannedStatus.WAITING}, PlannedStatus.CANCELLED),
    }
)


class PlanStatus(TextChoices):
    """A plan on a page: what is public is taken back before it is changed."""

    DRAFT = "DRAFT", "Draft"
    PUBLISHED = "PUBLISHED", "Published"


PLAN_MOVES = Moves(
    {
        "publish": ({PlanStatus.DRAFT}, PlanStatus.PUBLISHED),
        "take_back": ({PlanStatus.PUBLISHED}, PlanStatus.DRAFT),
    }
)


class ExerciseStatus(TextChoices):
    """A prioritisation: set up, scored by its panel, closed, decided."""

    SETTING_UP = "SETTING_UP", "Draft"
    SCORING = "SCORING", "Open"
    CLOSED = "CLOSED", "Closed"
    DECIDED = "DECIDED", "Resolved"


EXERCISE_MOVES = Moves(
    {
        "begin": ({ExerciseStatus.SETTING_UP}, ExerciseStatus.SCORING),
        "close": ({ExerciseStatus.SCORING}, ExerciseStatus.CLOSED),
        "settle": ({ExerciseStatus.CLOSED}, ExerciseStatus.DECIDED),
    }
)


class CandidateKind(TextChoices):
    INTENTION = "intention", "Intention"
    ASPIRATION = "aspiration", "Aspiration"


class Priority(TextChoices):
    """What was decided of a candidate."""

    GO_ON = "go-on", "Go on"
    NEGOTIATE = "negotiate", "Negotiate in the contract"
    WAIT = "wait", "Wait"
    STOP = "stop", "Do not go on"


class RoundKind(TextChoices):
    ANNUAL = "annual", "Annual intentions"
    JOINT = "joint", "Joint intentions"
    STRATEGY = "strategy", "Strategy"


class ProgrammeKind(TextChoices):
    PREVENTION = "prevention", "Prevention"
    PRIMARY_CARE = "primary-care", "Primary care"
    UEC = "uec", "Urgent and emergency care"
    PLANNED_CARE = "planned-care", "Planned care"
    CANCER = "cancer", "Cancer"
    MENTAL_HEALTH = "mental-health", "Mental health"
    CBC = "cbc", "Community based care"
    ENABLER = "enabler", "Enabler"
    CONTRACTING = "contracting", "Contracting principles"
    PROCUREMENT = "procurement", "Procurement"
    OTHER = "other", "Other"


class PlanForm(TextChoices):
    """How commissioners drew their plans on a page."""

    CCG = "ccg", "Objectives, how each is delivered, success and risks"
    NHS_ENGLAND = "nhs-england", "Objectives with themes, governance, success and risks"
    MISSION = "mission-vision-values", "Mission, vision and values"
    AMBITION = "ambition-and-priorities", "Ambition, priorities and initiatives"
    VISION = "vision-only", "Vision only"
    COLLECTIVE = "collective-vision", "Vision of several organisations"


class SectionKind(TextChoices):
    CONTEXT = "context", "Context"
    CHALLENGE = "challenge", "Challenges"
    VISION = "vision", "Vision"
    PRINCIPLES = "principles", "Principles"
    GOALS = "goals", "Strategic goals"
    ATTRIBUTES = "attributes", "Attributes of care"
    FOCUS = "focus", "Areas of focus"
    PATIENTS = "patients", "What patients will notice"
    GOVERNANCE = "governance", "Governance"
    COST = "cost", "Programme costs and funding"
    CONTRACTING = "contracting", "Contracting"
    REVIEW = "review", "How progress is reviewed"
    OTHER = "other", "Other"


class Setting(TextChoices):
    IN_HOSPITAL = "in-hospital", "In hospital"
    OUT_OF_HOSPITAL = "out-of-hospital", "Out of hospital"
    BOTH = "both", "In and out of hospital"


class Strength(TextChoices):
    WILL = "will", "Will"
    REQUIRE = "require", "Require"
    WISH_TO_AGREE = "wish-to-agree", "Wish to agree"
    LIKELY = "likely", "Likely"
    REVIEW = "review", "Review"
    CONSIDER = "consider", "Consider"


class IntentionKind(TextChoices):
    NEW_SERVICE = "new-service", "New service"
    SERVICE_CHANGE = "service-change", "Change to a service"
    REVIEW = "review", "Review"
    RE_PROCURE = "re-procure", "Procure again"
    DECOMMISSION = "decommission", "Stop"
    CONTINUE = "continue", "Continue"
    POLICY = "policy", "Policy or access rule"
    REPORTING_DUTY = "reporting-duty", "Data or reporting duty"
    CONTRACTING_PRINCIPLE = "contracting-principle", "Contracting principle"
    ENABLER = "enabler", "Enabler"


class Cut(TextChoices):
    """The first cut of every list, page and paper: what becomes of a service. It follows from the kind."""

    STOP = "stop", "Stop"
    START = "start", "Start"
    CHANGE = "change", "Change"
    CONTINUE = "continue", "Continue"
    RULES = "rules", "Rules"  # policies, duties, principles of contracting, and what enables the rest
    NOT_SAID = "not-said", "Not said"


KINDS_OF = {
    Cut.STOP: (IntentionKind.DECOMMISSION,),
    Cut.START: (IntentionKind.NEW_SERVICE,),
    Cut.CHANGE: (IntentionKind.SERVICE_CHANGE, IntentionKind.RE_PROCURE, IntentionKind.REVIEW),
    Cut.CONTINUE: (IntentionKind.CONTINUE,),
    Cut.RULES: (IntentionKind.POLICY, IntentionKind.REPORTING_DUTY, IntentionKind.CONTRACTING_PRINCIPLE, IntentionKind.ENABLER),
    Cut.NOT_SAID: ("",),
}
CUT_OF = {str(kind): cut for cut, kinds in KINDS_OF.items() for kind in kinds}
CUT_OF_LABEL = {"": Cut.NOT_SAID, **{str(kind.label): CUT_OF[kind] for kind in IntentionKind}}  # of what an edition froze in words


class Precision(TextChoices):
    DAY = "day", "Day"
    MONTH = "month", "Month"
    QUARTER = "quarter", "Quarter"
    YEAR = "year", "Year"
    YEARS = "years", "Years"
    ROUND = "round", "The years of the round"
    OPEN = "open", "Open-ended"
    UNPARSED = "unparsed", "Not read as a period"


class MoneyKind(TextChoices):
    INVESTMENT = "investment", "Investment"
    SAVING = "saving", "Cash-releasing saving"
    AVOIDANCE = "avoidance", "Cost avoidance"
    PRESSURE = "pressure", "Cost pressure"
    REINVESTMENT = "reinvestment", "Reinvestment"


class Bearer(TextChoices):
    COMMISSIONER = "commissioner", "Commissioner"
    PROVIDER = "provider", "Provider"
    SYSTEM = "system", "System"


class Confidence(TextChoices):
    COMMITTED = "committed", "Committed"
    ESTIMATED = "estimated", "Estimated"
    ILLUSTRATIVE = "illustrative", "Illustrative"


class Lever(TextChoices):
    """Where a contract would carry it (labels of the NHS Standard Contract move between years)."""

    SPECIFICATION = "specification", "Service specification"
    ACTIVITY_PLAN = "activity-plan", "Indicative activity plan"
    LOCAL_PRICE = "local-price", "Local price"
    QUALITY = "quality", "Local quality requirement"
    SDIP = "sdip", "Service development and improvement plan (SDIP)"
    DQIP = "dqip", "Data quality improvement plan (DQIP)"
    CQUIN = "cquin", "Commissioning for Quality and Innovation (CQUIN)"
    NONE = "none", "None"
