"""Emails about what is published: asked for by anybody, confirmed by a link, left by one. A link opens nothing by being looked at:
scanners of mail open every link, so what changes something is a button."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from portal.moves.clock import database_now

from . import actions, forms, links
from .documents import names_of, open_to_subscribe
from .finding import the_subscriber, the_subscription
from .models import Subscriber
from .states import About


@login_not_required
@never_cache
@require_GET
def index(request):
    """What one can subscribe to; to whom is logged in also the way to what they did."""
    mine = Subscriber.objects.visible_to(request.user).first()
    context = {
        "yours": links.to_yours(mine) if mine else "",
        "places": open_to_subscribe(About.PLACE).filter(rounds__first_published_at__isnull=False),
        "programmes": open_to_subscribe(About.PROGRAMME),
    }
    return render(request, "alerts/index.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def subscribe(request, kind, slug):
    """The answer is the same whether or not the address is known."""
    if kind not in About.values:
        raise Http404
    thing = get_object_or_404(open_to_subscribe(kind), slug=slug)
    name = names_of([f"{kind}:{thing.pk}"])[f"{kind}:{thing.pk}"]
    is_known = request.user.is_authenticated
    if request.method == "POST" and (too_many := ratelimit.consume_or_429(request, action="alerts")):
        return too_many
    form = (forms.PaceForm if is_known else forms.AskForm)(request.POST if request.method == "POST" else None)
    if form.is_valid() and is_known:
        actions.follow(by=request.user, thing=thing, at=database_now(), **form.cleaned_data)
        messages.success(request, f"You get emails about {name} at {request.user.email}.")
        return redirect("alerts:index")
    if form.is_valid():
        actions.ask(thing=thing, at=database_now(), **form.cleaned_data)
        return render(request, "alerts/asked.html", {"name": name, "email": form.cleaned_data["email"], "days": links.DAYS})
    context = {
        "form": form,
        "heading": f"Get emails about {name}",
        "caption": About(kind).label,
        "button": "Get these emails",
        "back": reverse("alerts:index"),
        "kind": kind,
    }
    return render(request, "alerts/subscribe.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request, token):
    subscription = the_subscription(token)
    if subscription is None:
        return render(request, "alerts/over.html", status=404)
    if request.method == "POST":
        subscription = actions.confirm(subscription=subscription, at=database_now())
    context = {
        "name": names_of([subscription.key]).get(subscription.key, "it"),
        "is_confirmed": subscription.confirmed_at is not None,
        "pace": subscription.get_pace_display(),
        "yours": links.to_yours(subscription.subscriber),
    }
    return render(request, "alerts/confirm.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def yours(request, token):
    """All of one address, by the secret link in each of its emails."""
    subscriber, _ = the_subscriber("yours", token)
    if subscriber is None:
        return _gone(request, "yours", token)
    if request.method == "POST":
        return _changed(request, subscriber, token)
    asked = list(subscriber.subscriptions.confirmed().order_by("asked_at", "pk"))
    names = names_of(one.key for one in asked)
    rows = [
        {"subscription": one, "name": names.get(one.key, "What is gone"), "kind": About(one.key.partition(":")[0]).label} for one in asked
    ]
    return render(request, "alerts/yours.html", {"email": subscriber.email, "rows": rows})


def _gone(request, purpose, token):
    """A link of ours whose reader has left says so; another is not there."""
    if not links.opened(purpose, token):
        return render(request, "alerts/over.html", status=404)
    return render(request, "alerts/gone.html")


def _changed(request, subscriber, token):
    """One is left, comes at another pace, or all are left."""
    one = next((one for one in subscriber.subscriptions.confirmed() if str(one.pk) == request.POST.get("of")), None)
    if "all" in request.POST:
        actions.leave(subscriber=subscriber)
        messages.success(request, "You get no more of these emails, and we have forgotten your address.")
    elif one and "leave" in request.POST:
        actions.leave(subscriber=subscriber, subscriptions=[one.pk])
        messages.success(request, "You get no more emails about it.")
    elif one and (form := forms.PaceForm(request.POST)).is_valid():
        actions.choose_pace(subscription=one, pace=form.cleaned_data["pace"])
        messages.success(request, "Your choice is saved.")
    return redirect("alerts:yours", token)


@csrf_exempt  # a mail program posts here for its reader, with no page of ours open (RFC 8058); the link is the secret
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request, token):
    """Leaving twice is leaving once."""
    subscriber, named = the_subscriber("leave", token)
    if subscriber is None:
        return _gone(request, "leave", token)
    asked = list(subscriber.subscriptions.filter(pk__in=named) if named else subscriber.subscriptions.all())
    context = {"names": list(names_of(one.key for one in asked).values()), "yours": links.to_yours(subscriber), "has_left": not asked}
    if request.method == "POST" and asked:
        actions.leave(subscriber=subscriber, subscriptions=[one.pk for one in asked])
        context |= {"has_left": True}
    return render(request, "alerts/leave.html", context)
