"""Plans on a page while they are written: begun, changed block by block, made public, taken back."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.moves.clock import database_now
from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from portal.printing.models import Document
from portal.printing.progress import progress
from portal.printing.serving import SAFE, answer_progress, served
from portal.printing.twin import twin

from .. import actions, documents, forms
from ..documents.paper.word import word_of
from ..documents.passages import labels_of
from ..models import Plan, Round
from .doors import asked
from .parting import Desk
from .volume import WORD


def the_plan(request, slug):
    """One that this person's organisation writes; to all others it is not there."""
    plans = Plan.objects.visible_to(request.user).written_by(request.user).select_related("organisation", "round", "drafted")
    return get_object_or_404(plans, slug=slug)


def rounds_of(request, plan):
    """Those its organisation writes and this person may read: whose intentions it can list."""
    mine = Round.objects.visible_to(request.user).written_by(request.user)
    ours = Q(lead=plan.organisation_id) | Q(participants=plan.organisation_id)
    return mine.filter(ours).distinct().order_by("-year_from", "title")


@require_http_methods(["GET", "POST"])
def start_plan(request):
    asked(request, "start", None)
    form = forms.CreatePlanForm(request.POST or None, organisations=_own(request.user))
    if form.is_valid():
        plan = actions.add_plan(by=request.user, **form.content())
        messages.success(request, f"{plan} is begun. Only {plan.organisation} can see it.")
        return redirect(plan.get_draft_url())
    about = {"heading": "Write a plan on a page", "button": "Start the plan", "back": reverse("intentions:plans")}
    return render(request, "form_page.html", {"form": form, **about}, status=422 if form.is_bound else 200)


def _own(user):
    """The organisations this person writes for."""
    mine = {organisation for organisation, role in roles_of(user) if role in (Role.AUTHOR, Role.APPROVER)}
    return Organisation.objects.visible_to(user).filter(pk__in=mine).order_by("name")


@require_http_methods(["GET", "POST"])
def edit_plan(request, slug):
    """Saved block by block; a late save asks. A public plan is read here, and taken back to be changed."""
    plan = the_plan(request, slug)
    asked(request, "edit" if request.method == "POST" else "draft", plan)
    rounds = list(rounds_of(request, plan))

    def save(editing, parts):
        said = editing.form.content(parts)
        return actions.edit_plan(plan=plan, by=request.user, revision=editing.revisions(), page=editing.page, **said)

    def page(editing, status, problems):
        context = {
            "plan": plan,
            "editing": editing,
            "problems": problems,
            "parts": editing.drawn(without=forms.PLAN_FACTS),
            "folded": editing.drawn(only=forms.PLAN_FACTS),
            "is_unfolded": any(name in editing.form.errors for name in forms.PLAN_FACTS) or bool(editing.asking),
            "unread": documents.unread(plan),
            "words": words_of(plan) if plan.is_published or not request.user.has_perm("intentions.edit", plan) else "",
            "boxes": " ".join(labels_of(plan)),
            "here": reverse("intentions:plan_here", args=[plan.slug]),
            "back": reverse("intentions:plans"),
        }
        return render(request, "intentions/plan_draft.html", context, status=status)

    def make(data):
        return forms.Editing(forms.PlanForm, thing=plan, data=data, rounds=rounds)

    return Desk(request, thing=plan, make=make, save=save, page=page, home=lambda saved: saved.get_draft_url()).answer()


@require_GET
def plan_page(request, slug):
    """The draft as the page it will be, for those who may read it."""
    plan = the_plan(request, slug)
    asked(request, "draft", plan)
    now = database_now()
    context = {"plan": plan, "words": words_of(plan, now), "unread": documents.unread(plan), "back": plan.get_draft_url()}
    context |= {"marking": documents.plan_page(plan, now)["marking"], "printed": _printed(plan)}
    return render(request, "intentions/plan_page.html", context)


def words_of(plan, at=None):
    return twin(Document(template=documents.PLAN, facts=documents.plan_page(plan, at), title=plan.title))


def _printed(plan):
    """Its print as a draft, with its hour."""
    return {"progress": progress(plan.drafted), "hour": plan.drafted.facts["marking"]} if plan.drafted else None


# ── The draft as PDF and Word ───────────────────────────────────────────────────────────────────────────────────────
def _draft(request, slug):
    """Once it is public, its files are those that everybody has."""
    plan = the_plan(request, slug)
    asked(request, "draft", plan)
    if plan.is_published:
        raise Http404
    return plan


@require_POST
def print_plan(request, slug):
    plan = the_plan(request, slug)
    asked(request, "draft", plan)
    actions.print_draft_plan(plan=plan, by=request.user, at=database_now())
    messages.success(request, "The draft is being printed as it is now. What is changed after this is not in it.")
    return redirect(f"{reverse('intentions:plan_page', args=[plan.slug])}#files")


@require_GET
def plan_draft_progress(request, slug):
    plan = _draft(request, slug)
    if plan.drafted is None:
        raise Http404
    return answer_progress(request, plan.drafted, download=reverse("intentions:plan_draft_pdf", args=[slug]))


@require_GET
def plan_draft_pdf(request, slug):
    return served(request, _draft(request, slug).drafted)


@require_GET
def plan_draft_word(request, slug):
    """Made while one waits, out of what is written now."""
    plan, now = _draft(request, slug), database_now()
    facts = documents.plan_page(plan, now)
    content = word_of(facts, title=f"{plan}: draft", author=plan.organisation.name, marking=facts["marking"])
    named = {"Content-Disposition": f'attachment; filename="{plan.slug}-draft.docx"'}
    return HttpResponse(content, content_type=WORD, headers={**SAFE, **named})


@require_POST
def publish_plan(request, slug):
    plan = the_plan(request, slug)
    asked(request, "publish", plan)
    actions.publish_plan(plan=plan, by=request.user)
    messages.success(request, f"{plan} is public.")
    return redirect(plan)


@require_POST
def take_back_plan(request, slug):
    plan = the_plan(request, slug)
    asked(request, "publish", plan)
    actions.take_back_plan(plan=plan, by=request.user)
    messages.success(request, f"{plan} is no longer public, and can be changed.")
    return redirect(plan.get_draft_url())
