"""Plans on a page while they are written: begun, changed block by block, made public, taken back."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from portal.printing.models import Document
from portal.printing.twin import twin

from .. import actions, documents, forms
from ..models import Plan, Round
from .doors import asked
from .parting import Desk


def the_plan(request, slug):
    """One that this person's organisation writes; to all others it is not there."""
    plans = Plan.objects.visible_to(request.user).written_by(request.user).select_related("organisation", "round")
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
    context = {"plan": plan, "words": words_of(plan), "unread": documents.unread(plan), "back": plan.get_draft_url()}
    return render(request, "intentions/plan_page.html", context)


def words_of(plan):
    return twin(Document(template=documents.PLAN, facts=documents.plan_page(plan), title=plan.title))


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
