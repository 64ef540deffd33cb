"""Between those who write and those who sign: what happens at the last signature, and how one says no or hands it on."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from portal.moves.clock import arrived
from portal.organisations.models import Membership

from .. import actions, forms
from .desk import Desk
from .doors import asked, our_response


@require_http_methods(["GET", "POST"])
def choose_submission(request, pk):
    """Whether the response of a group submits itself. The page says which, before anybody signs."""
    response = our_response(request, pk)
    asked(request, "choose_submission", response)
    if not response.organisation.is_group:
        raise Http404
    form = forms.ChooseForm(request.POST or None, initial={"submits_itself": "yes" if response.submits_itself else "no"})
    about = {"response": response, "done": "Your choice is saved."}
    if form.is_valid() and _done(request, form, actions.choose_submission, submits_itself=form.chosen(), **about):
        return redirect("providers:check", response.pk)
    return _page(request, response, form, heading="When all have signed", button="Save")


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    """A member does not sign, and says why."""
    response, organisation = _ours_to_sign(request, pk)
    form = forms.DeclineForm(request.POST or None)
    told = "Those who write the response were emailed."
    if form.is_valid() and _done(
        request, form, actions.decline, response=response, organisation=organisation, done=told, **form.cleaned_data
    ):
        return redirect("providers:check", response.pk)
    return _page(request, response, form, heading=f"Do not sign for {organisation}", button="Do not sign")


@require_http_methods(["GET", "POST"])
def delegate(request, pk):
    """One signature handed to a colleague."""
    response, organisation = _ours_to_sign(request, pk)
    held = Membership.objects.visible_to(request.user).current().filter(organisation=organisation, user__is_active=True)
    held = held.exclude(user=request.user).select_related("user").order_by("user__name", "user")
    colleagues = list(dict.fromkeys(one.user for one in held))
    form = forms.DelegateForm(request.POST or None, colleagues=colleagues)
    about = {"response": response, "organisation": organisation, "done": "Your colleague was emailed."}
    if form.is_valid() and _done(request, form, actions.delegate, to=form.chosen(), **about):
        return redirect("providers:check", response.pk)
    return _page(request, response, form, heading=f"Hand the signature of {organisation} to a colleague", button="Hand it over")


@require_POST
def nudge(request, pk):
    """A reminder by hand to those who have not signed."""
    response = our_response(request, pk)
    asked(request, "nudge", response)
    try:
        count = actions.nudge(response=response, by=request.user, at=arrived(request))
    except actions.TooLate:
        messages.warning(request, "The deadline has passed. No reminder was sent.")
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Reminded: {count} {'person' if count == 1 else 'people'}.")
    return redirect("providers:check", response.pk)


def _ours_to_sign(request, pk):
    """The response, and the organisation for which this person may still sign it."""
    response = our_response(request, pk)
    asked(request, "sign", response)
    signing = Desk(request, response, None).signing
    if signing is None:
        raise Http404
    return response, signing.organisation


def _done(request, form, action, *, done, **said):
    """Whether it was done; what stopped it is said on the form, where what was typed still stands."""
    try:
        action(by=request.user, at=arrived(request), **said)
    except actions.TooLate:
        form.add_error(None, "The deadline has passed. Nothing was changed.")
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    else:
        messages.success(request, done)
        return True
    return False


def _page(request, response, form, **said):
    context = {"form": form, "caption": response.organisation, "back": f"{response.get_absolute_url()}check/", **said}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
