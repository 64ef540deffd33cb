from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from portal.accounts.doors import recently_confirmed
from portal.accounts.models import ApiKey
from portal.nhsuk.words import day
from portal.organisations import actions

from ..forms.people import KeyForm, RemoveForm

SHOWN = 8  # signs of a key, by which its person knows it again


@require_GET
def index(request):
    return render(request, "people/keys.html", {"keys": ApiKey.objects.visible_to(request.user).order_by("created")})


@require_http_methods(["GET", "POST"])
@recently_confirmed
@never_cache
def add(request):
    """The answer to the form is the one page that shows the key."""
    form = KeyForm(request.POST or None)
    if form.is_valid():
        key, words = actions.make_key(by=request.user, name=form.cleaned_data["name"], days=int(form.cleaned_data["days"]))
        return render(request, "people/key.html", {"key": key, "words": words})
    page = {"form": form, "heading": "Make an API key", "button": "Make the key", "back": reverse("account:keys")}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def end(request, pk):
    key = get_object_or_404(ApiKey.objects.visible_to(request.user), id=pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.end_key(key=key, by=request.user)
        messages.success(request, f"The key “{key.name}” is ended. Programs that use it are refused from now on.")
        return redirect("account:keys")
    page = {
        "form": form,
        "caption": "API keys",
        "heading": f"End the key “{key.name}”",
        "button": "End the key",
        "warning": True,
        "back": reverse("account:keys"),
        "rows": [
            {"key": "Begins with", "value": key.token_key[:SHOWN]},
            {"key": "Made", "value": day(key.created)},
            {"key": "Last used", "value": day(key.last_used_date) if key.last_used_date else "Never"},
        ],
    }
    return render(request, "people/end_key.html", page)
