"""Plans on a page while they are written: begun, changed block by block, made public, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from portal.organisations.states import Role

from .. import actions, documents, forms
from ..models import Plan
from .doors import asked
from .parting import Desk


def the_plan(request, slug):
    """One that this person's organisation writes; to all others it is not there."""
    return get_object_or_404(Plan.objects.visible_to(request.user).written_by(request.user).select_related("organisation"), slug=slug)


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

    def save(editing, parts):
        said = editing.form.content(parts)
        return actions.edit_plan(plan=plan, by=request.user, revision=editing.revisions(), page=editing.page, **said)

    def page(editing, status, problems):
        context = {
            "plan": plan,
            "editing": editing,
            "problems": problems,
            "parts": editing.drawn(),
            "facts": documents.plan_facts(plan),
            "here": reverse("intentions:plan_here", args=[plan.slug]),
            "back": reverse("intentions:plans"),
        }
        return render(request, "intentions/plan_draft.html", context, status=status)

    def make(data):
        return forms.Editing(forms.PlanForm, thing=plan, data=data)

    return Desk(request, thing=plan, make=make, save=save, page=page, home=lambda saved: saved.get_draft_url()).answer()


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
