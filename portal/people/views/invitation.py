from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.http import urlsafe_base64_decode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from portal.organisations import actions
from portal.organisations.invitations import tokens

from ..forms.people import JoinForm


def _invited(uid, token):
    """The person the link was sent to, while it works."""
    try:
        person = get_user_model().objects.filter(pk=urlsafe_base64_decode(uid).decode()).first()
    except (ValueError, ValidationError):
        return None
    return person if person and tokens.check_token(person, token) else None


@never_cache
@login_not_required
@sensitive_post_parameters("password1")
@require_http_methods(["GET", "POST"])
def join(request, uid, token):
    person = _invited(uid, token)
    if person is None:
        return render(request, "people/invitation_over.html", status=404)
    form = JoinForm(request.POST or None, user=person, initial={"name": person.name})
    if form.is_valid():
        actions.join(person=person, name=form.cleaned_data["name"], password=form.cleaned_data["password1"])
        messages.success(request, "Your account is ready. Log in with your email and the password you chose.")
        return redirect("account_login")
    page = {"form": form, "person": person, "memberships": person.memberships.current().select_related("organisation")}
    return render(request, "people/join.html", page, status=422 if form.is_bound else 200)
