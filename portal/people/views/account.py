from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.accounts.models import ApiKey
from portal.organisations import actions
from portal.organisations.rules import COMMISSIONERS, acting_for, memberships_of

from ..documents import what_we_hold
from ..forms.people import ActingForm, NameForm, NewsForm, TurnsForm
from ..second_step import is_asked_by_email

NEWS = {"responses": NewsForm, "turns": TurnsForm}


@require_GET
def index(request):
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return render(
        request,
        "people/account.html",
        {
            "acting": acting_for(request),
            "is_commissioner": any(held.role in COMMISSIONERS for held in memberships_of(request.user)),
            "memberships": memberships_of(request.user),
            "has_app": Authenticator.Type.TOTP in kinds,
            "has_passkey": Authenticator.Type.WEBAUTHN in kinds,
            "by_email": is_asked_by_email(request.user),
            "keys": ", ".join(ApiKey.objects.visible_to(request.user).order_by("created").values_list("name", flat=True)),
        },
    )


@require_http_methods(["GET", "POST"])
def name(request):
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(person=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
        return redirect("account:index")
    page = {"form": form, "heading": "Change your name", "button": "Change name", "back": reverse("account:index")}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def news(request, of):
    """When one is emailed of responses that came, or of turns that are one's own."""
    form = NEWS[of](request.POST or None, initial={"told": getattr(request.user, f"told_of_{of}")})
    if form.is_valid():
        actions.choose_news(person=request.user, of=of, told=form.cleaned_data["told"])
        messages.success(request, "Your choice is saved.")
        return redirect("account:index")
    page = {"form": form, "heading": form.heading, "button": "Save", "back": reverse("account:index")}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def organisation(request):
    organisations = list({held.organisation_id: held.organisation for held in memberships_of(request.user)}.values())
    if not organisations:
        return redirect("account:index")
    acting = acting_for(request)
    form = ActingForm(request.POST or None, organisations=organisations, initial={"organisation": acting and str(acting.pk)})
    if form.is_valid():
        request.session["acting_for"] = form.cleaned_data["organisation"]
        messages.success(request, f"You now act for {acting_for(request)}.")
        return redirect("account:index")
    page = {"form": form, "heading": "Choose the organisation you act for", "button": "Choose", "back": reverse("account:index")}
    return render(request, "form_page.html", page, status=422 if form.is_bound else 200)


@require_GET
def held(request):
    """Download what we hold about you."""
    answer = JsonResponse(what_we_hold(request.user), json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="what-we-hold-about-you.json"'
    return answer


@require_POST
def stay(request):
    """Typing counts: the session begins its thirty minutes anew."""
    return HttpResponse(status=204)


@require_http_methods(["GET", "POST"])
def kept(request):
    """What was posted after the session had ended, offered again to the person who had typed it."""
    typed = request.session.get("typed")
    if not typed:
        return redirect("home")
    if request.method == "POST":
        del request.session["typed"]
        messages.success(request, "What you had typed was thrown away.")
        return redirect("home")
    lines = [(name, value) for name, values in typed["fields"].items() for value in values]
    return render(request, "people/kept.html", {"path": typed["path"], "lines": lines, "had_files": typed["had_files"]})
