"""Published rounds and plans on a page, as everybody reads them."""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Now
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from portal.nhsuk import words
from portal.nhsuk.lists import Address, AnyOf, Column, Listing, link
from portal.nhsuk.templatetags.nhs import tag_for
from portal.printing.models import Document
from portal.printing.progress import progress
from portal.printing.serving import SAFE, served
from portal.printing.twin import twin

from .. import documents
from ..documents import plan as plan_facts
from ..documents.edition import canonical
from ..documents.paper.word import word_of
from ..models import Edition, Plan, Round
from ..models.deletion import KEPT
from ..models.paper import MARK
from ..states import RoundKind

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STATES = [("Open", "Open for responses"), ("Closed", "Closed"), (MARK, MARK)]


def deadline(round):
    return words.when(round.response_deadline) if round.response_deadline else "No response asked for"


class Rounds(Listing):
    """Every published round; who is logged in or not makes no difference."""

    noun = "round", "rounds"
    empty = "No round has been published."
    search = ("title", "lead__name")
    filters = {
        "state": AnyOf("State", "state", choices=STATES),
        "kind": AnyOf("Kind", "kind", choices=RoundKind.choices),
        "lead": AnyOf("Lead", "lead__slug", choices=lambda listing: listing.rows.values_list("lead__slug", "lead__name").distinct()),
        "place": AnyOf(
            "Place",
            lambda rows, values, listing: rows.filter(pk__in=listing.rows.filter(in_force__places__slug__in=values).values("pk")),
            choices=lambda listing: (
                listing.rows.exclude(in_force__places=None).values_list("in_force__places__slug", "in_force__places__name").distinct()
            ),
        ),
    }
    columns = [
        Column("Round", "title", sort="title", cell=lambda row: link(row, row.title)),
        Column("Lead", "lead.name", sort="lead__name"),
        Column("Years", "years", sort=("year_from", "year_to")),
        Column("State", "state", sort="state", cell=lambda row: tag_for(row.state)),
        Column("Deadline", deadline, sort="response_deadline"),
        Column("Kind", "get_kind_display", on_page=False),
        Column("Paper", "paper_in_words", on_page=False),
        Address(on_page=False),
    ]
    sort = "-years"


def _places(rounds):
    """Of the editions in force: what a draft would change is not known here."""
    return rounds.exclude(in_force__places=None).values_list("in_force__places__slug", "in_force__places__name").distinct()


def published_rounds(user):
    """With the word of their state."""
    is_paper = When(~Q(paper_title=""), then=Value(MARK))
    is_open = When(response_deadline__gte=Now(), then=Value("Open"))
    return (
        Round.objects.visible_to(user)
        .filter(first_published_at__isnull=False)
        .select_related("lead")
        .annotate(state=Case(is_open, is_paper, default=Value("Closed")))
    )


@login_not_required
def rounds(request):
    listing = Rounds(request, published_rounds(request.user), title="Rounds")
    return listing.answer("intentions/rounds.html", {"steps": _steps(request)})


def _steps(request):
    """Rounds the reader's organisations are drafting, and a new one; nothing for others."""
    if not request.user.is_authenticated:
        return []
    drafts = Round.objects.visible_to(request.user).filter(first_published_at=None).order_by("-year_from", "title")
    steps = [{"text": f"Draft: {round}", "href": reverse("intentions:draft", args=[round.slug])} for round in drafts]
    if drafts or Round.objects.visible_to(request.user).written_by(request.user).exists():
        steps.append({"text": "Search the intentions of every round", "href": reverse("intentions:across")})
    may_start = request.user.has_perm("intentions.start")
    if Round.with_deleted.visible_to(request.user).written_by(request.user).filter(deleted_at__gte=timezone.now() - KEPT).exists():
        steps.append({"text": "Rounds deleted in the last 30 days", "href": reverse("intentions:deleted_rounds")})
    return [*steps, {"text": "Start a round", "href": reverse("intentions:start")}] if may_start else steps


class Plans(Listing):
    noun = "plan on a page", "plans on a page"
    empty = "No plan on a page has been published."
    search = ("title", "organisation__name")
    columns = [
        Column("Plan", "title", sort="title", cell=lambda row: link(row, row.title)),
        Column("Organisation", "organisation.name", sort="organisation__name"),
        Column("Years", plan_facts.years, sort=("year_from", "year_to")),
        Column("Document", plan_facts.state),
        Address(on_page=False),
    ]
    sort = "plan"


def published_plans(user):
    return Plan.objects.visible_to(user).published().select_related("organisation", "round", "document")


@login_not_required
def plans(request):
    listing = Plans(request, published_plans(request.user), title="Plans on a page")
    return listing.answer("intentions/plans.html", {"steps": _plan_steps(request)})


def _plan_steps(request):
    """The plans the reader's organisations are writing, and a new one; nothing for others."""
    if not request.user.is_authenticated:
        return []
    drafts = Plan.objects.visible_to(request.user).written_by(request.user).in_draft().order_by("title")
    steps = [{"text": f"Draft: {plan}", "href": plan.get_draft_url()} for plan in drafts]
    may_start = request.user.has_perm("intentions.start")
    return [*steps, {"text": "Write a plan on a page", "href": reverse("intentions:start_plan")}] if may_start else steps


@login_not_required
def plan(request, slug):
    found = get_object_or_404(published_plans(request.user), slug=slug)
    crumbs = [
        {"text": "Home", "href": reverse("front")},
        {"text": "Rounds", "href": reverse("intentions:rounds")},
        {"text": "Plans on a page", "href": reverse("intentions:plans")},
    ]
    steps = [{"text": "Open the draft", "href": found.get_draft_url()}] if request.user.has_perm("intentions.edit", found) else []
    facts = documents.plan_page(found)
    words = twin(Document(template=documents.PLAN, facts=facts, title=found.title))
    context = {"plan": found, "words": words, "files": _files(found, facts), "crumbs": crumbs, "steps": steps}
    return render(request, "intentions/plan.html", context)


def _files(plan, facts):
    """[(words, address)] of its PDF, once it says what the page says, and of its Word file."""
    pdf, word = (reverse(f"intentions:plan_{kind}", args=[plan.slug]) for kind in ("pdf", "word"))
    printed = plan.document if _is_current(plan, facts) else None
    state = progress(printed) if printed else None
    if state and state.is_ready:
        return [(state.size, pdf), ("Word", word)]
    failed = printed is not None and not printed.is_moving
    return [(state.words if state and failed else "PDF: it is being printed", ""), ("Word", word)]


def _is_current(plan, facts):
    """Whether the printed page says what anybody may read now."""
    return plan.document is not None and plan.document.facts == facts


@login_not_required
@require_GET
def plan_pdf(request, slug):
    found = get_object_or_404(published_plans(request.user), slug=slug)
    return served(request, found.document if _is_current(found, documents.plan_page(found)) else None)


@login_not_required
@require_GET
def plan_word(request, slug):
    """Made while one waits: it is one page."""
    found = get_object_or_404(published_plans(request.user), slug=slug)
    content = word_of(documents.plan_page(found), title=found.title, author=found.organisation.name, marking="")
    named = {"Content-Disposition": f'attachment; filename="{found.slug}.docx"'}
    return HttpResponse(content, content_type=WORD, headers={**SAFE, **named})


@login_not_required
def edition_text(request, round, number):
    """An edition as it was hashed, byte for byte: its sha256 is the mark on its page."""
    editions = Edition.objects.visible_to(request.user).filter(round__slug=round)
    edition = get_object_or_404(editions, number=number)
    answer = HttpResponse(canonical(edition.content), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{round}-edition-{number}.json"'
    return answer
