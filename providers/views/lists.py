"""The lists of this storey."""

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from intentions.views.cut import cut_column, cut_filter
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing, OneOf, Tick, link
from portal.nhsuk.templatetags.nhs import tag_for
from portal.richtext.passages import to_text

from ..documents import decided as wording
from ..documents.marks import came, corrected_on
from ..documents.matrix import NEEDS_DECISION, waiting
from ..states import DecisionStatus, Stance, Verdict
from .substance import published, substance


class Told(Listing):
    """Commissioners: who was asked. What a provider has drafted is not known here."""

    noun = "organisation", "organisations"
    empty = "Nobody has been asked yet. Organisations are asked when an edition is published."
    search = ("organisation__name",)
    filters = {
        "state": AnyOf("State", "progress", choices=[(word, word) for word in ("Not opened", "Opened", "Submitted", "Withdrawn")]),
        "closed": Tick("Closed since", lambda rows, listing: rows.filter(organisation__closed_date__lt=timezone.localdate())),
        "time": Tick("Asks for more time", lambda rows, listing: rows.filter(asks_for_time=True)),
        "bounced": Tick("Email not delivered", lambda rows, listing: rows.filter(is_bounced=True)),
    }
    columns = [
        Column("Organisation", "organisation.name", sort=("is_not_bounced", "organisation__name"), cell=lambda row: _who(row)),
        Column("Told", "sent_at", sort="sent_at", cell=lambda row: _told(row)),
        Column("Opened", "opened_at", sort="opened_at", cell=lambda row: _opened(row)),
        Column("State", "progress", sort="progress", cell=lambda row: _come(row)),
        Column("Deadline", "deadline", cell=lambda row: _deadline(row)),
    ]
    sort = "organisation"


def _who(row):
    """Under both names, if it was asked under another; and whether it has closed since."""
    name = f"{row.organisation}, asked as {row.asked_as}" if row.asked_as else str(row.organisation)
    if not row.organisation.is_closed():
        return name
    became = f", became {row.became}" if row.became else ""
    closed = f"Closed on {words.day(row.organisation.closed_date)}{became}."
    if row.handed_on_at:
        return format_html("{}<br>{} Its work was handed on.", name, closed)
    there = reverse("providers:pass_on", args=[row.round.slug, row.organisation.slug])
    return format_html(
        "{}<br>{} {} {}", name, tag_for("Closed"), closed, link(there, "Pass on", hidden=f"what {row.organisation} was asked")
    )


def _told(row):
    sent = f"{row.emails_sent} of {row.emails} emails sent"
    letter = link(reverse("providers:letter", args=[row.pk]), "Letter", hidden=f"to {row.organisation}") if row.letter_id else ""
    return format_html("{}, {}. {} {}", words.history(row.sent_at), sent, letter, tag_for("Not delivered") if row.is_bounced else "")


def _opened(row):
    return f"{words.history(row.opened_at)} by {row.opened_by}" if row.opened_at else "Not opened"


def _come(row):
    came = _what_came(row)
    if row.standing_id and not row.recorded:
        return came
    href = reverse("providers:record_letter", args=[row.round.slug, row.organisation.slug])
    return format_html("{} {}", came, link(href, "Record a letter", hidden=f"of {row.organisation}"))


def _what_came(row):
    if row.standing_id is None:
        return tag_for(row.progress)
    if row.is_sealed and not row.recorded:
        who = f" by {row.came_by}" if row.came_by else ""
        return format_html("{} {}{}. Sealed", tag_for(row.progress), words.history(row.came_at), who)
    if row.recorded:
        read = link(reverse("providers:response", args=[row.standing_id]), row.recorded, hidden=f": the response of {row.organisation}")
        return format_html("{} {}", tag_for("Recorded"), read)
    read = link(reverse("providers:response", args=[row.standing_id]), "Read it", hidden=f": the response of {row.organisation}")
    return format_html("{} {}", tag_for(row.progress), read)


def _deadline(row):
    href = reverse("providers:extend", args=[row.round.slug, row.organisation.slug])
    more = link(href, "Give more time", hidden=f"to {row.organisation}")
    why = f" Extended: {row.extension_reason}" if row.extended_until else ""
    wanted = tag_for("Asks for more time") if row.asks_for_time else ""
    return format_html("{}.{} {} {}", words.when(row.deadline), why, wanted, more)


SOONEST = "round__response_deadline", "organisation__name"


class Invitations(Listing):
    """Providers: the rounds one's organisations and groups are asked to answer."""

    noun = "round", "rounds"
    empty = "No round asks your organisation for a response. You are emailed when one does."
    search = ("round__title", "organisation__name")
    filters = {
        "state": AnyOf(
            "State",
            "own_progress",
            choices=[(word, word) for word in ("Not opened", "Opened", "Draft", "Awaiting signatures", "Submitted", "Withdrawn")],
        )
    }
    columns = [
        Column(
            "Round",
            "round.title",
            sort="round__title",
            cell=lambda row: link(_where(row), row.round.title, hidden=f"for {row.organisation}"),
        ),
        Column("For", "organisation.name", sort="organisation__name"),
        Column(
            "Respond by", "deadline", sort=("round__response_deadline", "organisation__name"), cell=lambda row: words.when(row.deadline)
        ),
        Column("Opened", "opened_at", cell=lambda row: _opened(row)),
        Column("State", "own_progress", sort="own_progress", cell=lambda row: tag_for(row.own_progress)),
    ]
    sort = "-respond_by"


def _round(row):
    return link(_where(row), row.round.title, hidden=f"for {row.organisation}")


def _where(row):
    return reverse("providers:response", args=[row.response_id]) if row.response_id else row.get_absolute_url()


def programmes(listing):
    chapters = [entry.version.intention.published_in for entry in listing.entries]
    return list({chapter.code: chapter.title for chapter in chapters}.items())


class Points(Listing):
    """Commissioners: every position submitted, one a row, with what was decided."""

    noun = "point", "points"
    empty = "No response has been submitted yet."
    search = ("intention__reference", "version__title", "comment", "own_reference", "title", "words", "response__organisation__name")
    filters = {
        "change": cut_filter("version__kind"),
        "waits": Tick("Needs a decision", lambda rows, listing: rows.filter(waiting())),
        "beside": Tick("Beside the intentions", lambda rows, listing: rows.filter(intention=None)),
        "programme": AnyOf("Programme", "intention__published_in__code", choices=programmes),
        "provider": AnyOf(
            "Provider", "response__organisation__slug", choices=lambda listing: [(one.slug, one.name) for one in listing.organisations]
        ),
        "position": AnyOf("Position", "stance", choices=Stance.choices),
        "decision": AnyOf("Decision", "decision__verdict", choices=Verdict.choices),
        "as": OneOf("Show as", lambda rows, values, listing: rows, choices=[("grid", "Grid"), ("list", "List")]),
    }
    columns = [
        Column(
            "Intention",
            "reference",
            sort=("intention__published_in__order", "intention__published_order", "own_reference"),
            cell=lambda row: _point(row),
        ),
        Column("Title", "heading"),
        cut_column(lambda row: row.version),
        Column("About", lambda row: row.about if row.is_own else "An intention", on_page=False),
        Column("Provider", "response.organisation.name", sort="response__organisation__name", cell=lambda row: row.response.whose),
        Column("How it came", lambda row: came(row.response), on_page=False),
        Column("Position", "get_stance_display", sort="stance", cell=lambda row: tag_for(row.get_stance_display())),
        Column("Comment", "comment", on_page=False),
        Column("What it says", lambda row: to_text(row.words), on_page=False),
        Column("Conditions", lambda row: wording.sentences(one["text"] for one in row.rows("conditions"))),
        *substance(),
        Column("Sensitive", lambda row: "Commercially sensitive" if row.is_sensitive else "No", on_page=False),
        Column("Decision", lambda row: verdict(row), cell=lambda row: decided(row)),
        Column("Decision published", published, on_page=False),
        Column("Decision corrected", lambda row: _corrected(row), on_page=False),
        Column("Agreed wording", lambda row: _words_of(row), on_page=False),
        Column("Reason", lambda row: getattr(getattr(row, "decision", None), "reason", ""), on_page=False),
    ]
    sort = "intention"

    def __init__(self, *args, organisations, entries, **more):
        self.organisations, self.entries = organisations, entries
        super().__init__(*args, **more)

    @property
    def is_filtered(self):
        return bool(self.words or set(self.chosen) - {"as"})

    @property
    def on(self):
        """How it is shown is no filter to remove."""
        shown = dict(self.filters["as"].offered(self)).values()
        return (one for one in super().on if one["text"] not in shown)


def _point(row):
    href = reverse("providers:decide", args=[row.response.round.slug, row.reference, row.response.organisation.slug])
    return link(href, row.reference, hidden=f"{row.response.organisation}: {row.get_stance_display().lower()}")


def verdict(row):
    decision = getattr(row, "decision", None)
    if decision is None:
        return "Needs a decision" if row.stance in NEEDS_DECISION else "Not needed"
    held = ", written, not published" if decision.status == DecisionStatus.WRITTEN else ""
    return f"{decision.get_verdict_display()}{held}"


def decided(row):
    decision = getattr(row, "decision", None)
    if decision is None:
        return verdict(row)
    held = tag_for(decision) if decision.status == DecisionStatus.WRITTEN else ""
    return format_html("{} {}", tag_for(decision.get_verdict_display()), held)


def _words_of(row):
    decision = getattr(row, "decision", None)
    return wording.sentences(wording.in_words(one) for one, _ in wording.agreements(decision)) if decision else ""


def _corrected(row):
    decision = getattr(row, "decision", None)
    return corrected_on(decision) if decision else ""
