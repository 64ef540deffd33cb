"""Writing outcomes (C15): statement, measures, targets, and values by paste."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from portal.audit.models import Event
from portal.organisations.rules import memberships_of
from portal.organisations.states import Role

from .. import actions, forms
from ..documents import drawing, readings
from ..models import Measure, Outcome, Target


def _outcome(request, slug, verb="outcomes.edit"):
    """The outcome of this address, if the reader may do this with it."""
    outcome = get_object_or_404(Outcome.objects.visible_to(request.user).select_related("owner"), slug=slug)
    if not request.user.has_perm(verb, outcome):
        raise PermissionDenied
    return outcome


def _measure(request, slug, pk):
    outcome = _outcome(request, slug)
    return get_object_or_404(Measure.objects.visible_to(request.user).select_related("outcome__owner", "indicator"), pk=pk, outcome=outcome)


def _draft(outcome):
    return redirect("outcomes:edit", outcome.slug)


def _form_page(request, form, back, heading, button, *, template="form_page.html", status=None, **more):
    context = {"form": form, "back": back, "heading": heading, "button": button, **more}
    return render(request, template, context, status=status or (422 if form.is_bound else 200))


@require_http_methods(["GET", "POST"])
def create(request):
    if not request.user.has_perm("outcomes.create"):
        raise PermissionDenied
    writing = [held for held in memberships_of(request.user) if held.role in (Role.AUTHOR, Role.APPROVER)]
    owners = list(dict.fromkeys(held.organisation for held in writing))
    form = forms.CreateForm(request.POST or None, owners=owners)
    if form.is_valid():
        outcome = actions.add_outcome(by=request.user, **form.cleaned_data)
        messages.success(request, "Outcome saved as a draft. Next, say how it is measured.")
        return _draft(outcome)
    return _form_page(request, form, reverse("outcomes:index"), "Write an outcome", "Save and continue")


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    outcome = _outcome(request, slug)
    form = forms.OutcomeForm(request.POST or None, initial=forms.OutcomeForm.of(outcome))
    stale = []
    if form.is_valid():
        try:
            actions.edit_outcome(outcome=outcome, by=request.user, **form.cleaned_data)
        except actions.Stale as refusal:
            outcome = refusal.current
            mine = {**form.cleaned_data, "places": request.POST.getlist("places")}
            stale, form = side_by_side(request, form, forms.OutcomeForm.of(outcome), mine)
        else:
            messages.success(request, "Outcome saved.")
            return _draft(outcome)
    measures = Outcome.objects.visible_to(request.user).with_measures().get(pk=outcome.pk).measures.all()
    return _form_page(
        request,
        form,
        reverse("outcomes:index"),
        "Edit an outcome",
        "Save outcome",
        template="outcomes/edit.html",
        status=409 if stale else None,
        outcome=outcome,
        measures=[(measure, [(one, drawing(one) if one.is_chart else None) for one in readings(measure)]) for measure in measures],
        stale=stale,
        last=_last_event(request, outcome) if stale else None,
    )


def _last_event(request, outcome):
    return Event.objects.visible_to(request.user).of(outcome).select_related("by").order_by("-at").first()


def side_by_side(request, form, theirs, mine):
    """What differs (question, theirs, mine), and the same form, ready to be saved over what stands now (W5)."""
    differing = [
        (bound.label, _said(bound, theirs[bound.name]), _said(bound, mine[bound.name]))
        for bound in form
        if bound.name != "revision" and theirs[bound.name] != mine[bound.name]
    ]
    again = request.POST.copy()
    again["revision"] = str(theirs["revision"])
    return differing, type(form)(again)


def _said(bound, value):
    """As the page says it: the words of a choice, not what is stored."""
    named = {str(key): text for key, text in getattr(bound.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(named.get(str(one), one)) for one in values) or "Nothing"


@require_POST
def publish(request, slug):
    outcome = _outcome(request, slug, "outcomes.publish")
    actions.publish_outcome(outcome=outcome, by=request.user)
    messages.success(request, "Outcome published. Everyone can read it.")
    return redirect(outcome)


@require_http_methods(["GET", "POST"])
def add_measure(request, slug):
    outcome = _outcome(request, slug)
    form = forms.MeasureForm(request.POST or None, initial={"is_measurer_settled": True})
    if form.is_valid():
        typed = {name: value for name, value in form.cleaned_data.items() if name != "revision"}
        actions.add_measure(outcome=outcome, by=request.user, **typed)
        messages.success(request, "Measure added.")
        return _draft(outcome)
    back = reverse("outcomes:edit", args=[slug])
    return _form_page(request, form, back, "Add a measure", "Add measure", caption=outcome.statement)


@require_http_methods(["GET", "POST"])
def edit_measure(request, slug, pk):
    measure = _measure(request, slug, pk)
    form = forms.MeasureForm(request.POST or None, initial=forms.MeasureForm.of(measure))
    stale = []
    if form.is_valid():
        try:
            actions.edit_measure(measure=measure, by=request.user, **form.cleaned_data)
        except actions.Stale as refusal:
            measure = refusal.current
            mine = {**form.cleaned_data, "indicator": request.POST.get("indicator", "")}
            stale, form = side_by_side(request, form, forms.MeasureForm.of(measure), mine)
        else:
            messages.success(request, "Measure saved.")
            return _draft(measure.outcome)
    context = {"measure": measure, "stale": stale, "last": _last_event(request, measure.outcome) if stale else None}
    return _form_page(
        request,
        form,
        reverse("outcomes:edit", args=[slug]),
        "Change a measure",
        "Save measure",
        template="outcomes/measure.html",
        status=409 if stale else None,
        caption=measure.outcome.statement,
        **context,
    )


@require_POST
def remove_measure(request, slug, pk):
    measure = _measure(request, slug, pk)
    actions.remove_measure(measure=measure, by=request.user)
    messages.success(request, f"Measure removed: {measure.title}.")
    return redirect("outcomes:edit", slug)


@require_http_methods(["GET", "POST"])
def add_target(request, slug, pk):
    measure = _measure(request, slug, pk)
    form = forms.TargetForm(request.POST or None)
    if form.is_valid():
        actions.add_target(measure=measure, by=request.user, **form.cleaned_data)
        messages.success(request, "Target added.")
        return redirect("outcomes:edit", slug)
    back = reverse("outcomes:edit", args=[slug])
    return _form_page(request, form, back, "Add a target", "Add target", caption=measure.title)


@require_POST
def remove_target(request, slug, pk):
    outcome = _outcome(request, slug)
    target = get_object_or_404(
        Target.objects.visible_to(request.user).select_related("measure__outcome__owner"), pk=pk, measure__outcome=outcome
    )
    actions.remove_target(target=target, by=request.user)
    messages.success(request, "Target removed.")
    return redirect("outcomes:edit", slug)


@require_http_methods(["GET", "POST"])
def put_observations(request, slug, pk):
    measure = _measure(request, slug, pk)
    form = forms.ObservationsForm(request.POST or None)
    if form.is_valid():
        count = actions.put_observations(measure=measure, by=request.user, **form.cleaned_data)
        messages.success(request, f"{count} {'value' if count == 1 else 'values'} saved.")
        return redirect("outcomes:edit", slug)
    back = reverse("outcomes:edit", args=[slug])
    return _form_page(request, form, back, "Paste values", "Save values", template="outcomes/put_observations.html", caption=measure.title)
