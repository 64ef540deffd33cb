"""One intention of a published round (P5). What stands here was frozen with its edition."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Count, F, Func, JSONField, Q, Value, When, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from committees.models import Paper, Resolution
from intentions.documents.paper.programme import cut_of
from intentions.documents.ruling import details
from intentions.models import Edition, Intention
from outcomes.documents import drawing, readings
from outcomes.models import Outcome, measured
from outcomes.states import Operator
from portal.nhsuk.lists import downloads
from portal.organisations.rules import COMMISSIONERS, PROVIDERS, roles_of
from providers.documents.agreed import ruled
from providers.documents.decided import did
from providers.models import Decision, Invitation, Origin
from providers.states import DecisionStatus, Stance, Status

PUBLIC = AnonymousUser()
NEED_NO_DECISION = (Stance.SUPPORT, Stance.NOT_AFFECTED)


def holds(user, roles):
    """Asked first, so that other readers cost no query."""
    return any(role in roles for _, role in roles_of(user))


def invitations_of(user, round):
    if not holds(user, PROVIDERS):
        return []
    return Invitation.objects.visible_to(user).to(user).filter(round=round).select_related("organisation").order_by("organisation__name")


def papers(**which):
    """Part 1 papers that are published."""
    return Paper.objects.visible_to(PUBLIC).filter(**which).select_related("committee").order_by("-published_at")


# ── The intention ───────────────────────────────────────────────────────────────────────────────────────────────────
@login_not_required
def intention(request, round, reference):
    intentions = Intention.objects.visible_to(PUBLIC).select_related("round", "published_in", "published", "rolled_from__round")
    found = get_object_or_404(intentions, round__slug=round, reference=reference)
    entries = list(_entries(found, request.GET.get("version")))
    entry = _entry_asked_for(entries)
    facts = entry["facts"]
    context = {
        "intention": found,
        "entry": entry,
        "is_latest": entry["version"] == found.published_id,
        "facts": facts,
        "cut": cut_of(facts) if facts["kind"] else "",
        "when": ": ".join(dict.fromkeys(filter(None, (facts["timescale"], facts["period"])))),
        "providers": _providers(facts),
        "standards": [_standard(one) for one in facts["standards"]],
        "policies": [(one["subject"], details("policies", one)) for one in facts.get("policies", [])],
        "duties": [(one["report"], details("duties", one)) for one in facts.get("duties", [])],
        "contracts": [(one["reference"], details("contracts", one)) for one in facts.get("contracts", [])],
        "downloads": downloads.KINDS.items(),
        "history": entries,
        "may_compare": len({one["version"] for one in entries}) > 1,
        "measured": _measured(facts["outcomes"]),
        "answers": _answers(found),
        "decisions": _decisions(found),
        "origins": _origins(found),
        "papers": papers(edition__entries__version=entry["version"], programmes__contains=entry["chapter_code"]),
        "resolved": _resolved(entry),
        "related": Intention.objects.visible_to(PUBLIC).filter(related=found).select_related("round", "published"),
        "steps": _intention_steps(request.user, found),
        "crumbs": _intention_crumbs(found),
    }
    return render(request, "portal/intention.html", context)


def _resolved(entry):
    """What committees did with the recommendations of public papers that quote this version: the outcome flows back to the intention."""
    found = Resolution.objects.visible_to(PUBLIC).filter(
        item__paper__edition__entries__version=entry["version"], item__paper__programmes__contains=entry["chapter_code"]
    )
    return found.select_related("item__meeting__committee").order_by("item__meeting__date", "item__number", "order").distinct()


def _entries(intention, number):
    """Every edition this intention stands in, the latest first, with the version that stands there; of the version asked for, or else of
    the one in force, also the facts as that edition froze them."""
    asked = Q(entries__version=intention.published_id) if number is None else Q(entries__version__number=_number(number))
    return (
        Edition.objects.visible_to(PUBLIC)
        .filter(entries__version__intention=intention)
        .values(
            "pk",
            "number",
            "published_at",
            version=F("entries__version"),
            version_number=F("entries__version__number"),
            chapter_code=F("entries__chapter_code"),
            facts=Case(When(asked, then=_facts(intention.reference)), output_field=JSONField()),
        )
        .order_by("-number")
    )


def _number(words):
    """A version's number as it stands in an address."""
    if not words.isdecimal() or len(words) > 4:
        raise Http404
    return int(words)


def _facts(reference):
    """The intention as an edition froze it, read out of the edition by the database."""
    path = "$.chapters[*].intentions[*] ? (@.reference == $wanted)"
    wanted = Func(Value("wanted"), Value(reference), function="jsonb_build_object", output_field=JSONField())
    return Func(F("content"), Value(path), wanted, function="jsonb_path_query_first", output_field=JSONField())


def _entry_asked_for(entries):
    """Where the version stands that is asked for: the edition that printed it first is cited."""
    asked = [entry for entry in entries if entry["facts"] is not None]
    if not asked:
        raise Http404
    return asked[-1]


def _providers(facts):
    """As the edition named them; that none is affected is an answer."""
    return "None" if facts["affects_no_provider"] else ", ".join([*facts["providers"], *facts["provider_kinds"]])


def _standard(one):
    """Equal to 7 days a week (all acute sites)"""
    operator = dict(Operator.choices).get(one["operator"], one["operator"])
    said = " ".join(filter(None, (operator, one["value"], one["unit"])))
    return one["metric"], f"{said} ({one['population']})" if one["population"] else said


def _measured(named):
    """The outcomes it serves: each with its readings and charts, or only its words when it is not public."""
    public = Outcome.objects.visible_to(PUBLIC).filter(slug__in=[one["slug"] for one in named]).with_word_of_values()
    known = {outcome.slug: outcome for outcome in public}
    prefetch_related_objects([outcome for outcome in known.values() if outcome.has_values], *measured())
    return [(one, known.get(one["slug"]), _charts(known.get(one["slug"]))) for one in named]


def _charts(outcome):
    if outcome is None or not outcome.has_values:
        return []
    return [(one, drawing(one)) for measure in outcome.measures.all() for one in readings(measure) if one.is_chart]


def _answers(intention):
    """How many said what, of the answers that are public: those decided on, and with the first decisions of the round
    those that need none. A sensitive one is only counted as answered privately."""
    decided = Q(decision__status=DecisionStatus.PUBLISHED)
    needs_none = Q(stance__in=NEED_NO_DECISION, response__round__batches__isnull=False)
    rows = (
        intention.positions.filter(decided | needs_none, response__status=Status.SUBMITTED)
        .exclude(stance="")
        .order_by()
        .values_list("is_sensitive", "stance")
        .annotate(count=Count("pk", distinct=True))
    )
    counts = {(is_sensitive, stance): count for is_sensitive, stance, count in rows}
    said = [(Stance(stance).label, counts[False, stance]) for stance in Stance.values if (False, stance) in counts]
    privately = sum(count for (is_sensitive, _), count in counts.items() if is_sensitive)
    return said + ([("Answered privately", privately)] if privately else [])


def _decisions(intention):
    found = (
        Decision.objects.visible_to(PUBLIC)
        .filter(position__intention=intention)
        .select_related("position__response__organisation")
        .prefetch_related(ruled("position__conditions"))
        .order_by("position__response__organisation__name")
    )
    for decision in found:
        decision.said = did(decision)
    return found


def _origins(intention):
    """The proposal of a provider from which it came."""
    found = Origin.objects.visible_to(PUBLIC).filter(intention=intention)
    return found.select_related("position__response__organisation", "position__response__round")


def _intention_steps(user, intention):
    steps = []
    if holds(user, COMMISSIONERS) and user.has_perm("intentions.draft", intention.round):
        steps.append({"text": f"Open the draft of {intention.reference}", "href": intention.get_draft_url()})
    found = invitations_of(user, intention.round)
    return steps + [{"text": f"Answer for {one.organisation.short_name}", "href": one.get_absolute_url()} for one in found]


def _intention_crumbs(intention):
    home = intention.round.get_absolute_url()
    return [
        {"text": "Home", "href": reverse("front")},
        {"text": intention.round.title, "href": home},
        {"text": intention.published_in.title, "href": f"{home}#{intention.published_in.code}"},
    ]
