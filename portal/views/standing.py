"""Pages that stand still: help, glossary, data, and a form that came back without its token."""

import re

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from portal.nhsuk.glossary import GLOSSARY

HELP = {  # address: heading
    "commissioners": "Help for commissioners",
    "providers": "Help for providers",
    "committees": "Help for committees",
    "accessibility": "Accessibility",
    "privacy": "Privacy",
    "cookies": "Cookies",
    "terms": "Terms of use",
    "contact": "Contact",
}
MACHINE = {"opened", "page", "turn", "revision", "seen", "then", "once", "key", "id"}
MACHINE |= {"TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"}
CARRIED = re.compile(r"[\[{].*[\]}]|[0-9a-f]{16,64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.DOTALL)
UNSEEN = ("csrfmiddlewaretoken", "password", "code")  # never written back into a page


@login_not_required
def help_page(request, page=""):
    if page and page not in HELP:
        raise Http404
    crumbs = [{"text": "Home", "href": reverse("front")}] + ([{"text": "Help", "href": reverse("help")}] if page else [])
    context = {"heading": HELP.get(page, "Help"), "pages": HELP, "contact": settings.PORTAL_CONTACT, "crumbs": crumbs}
    return render(request, f"portal/help/{page or 'index'}.html", context)


@login_not_required
def glossary(request):
    crumbs = [{"text": "Home", "href": reverse("front")}, {"text": "Help", "href": reverse("help")}]
    return render(request, "portal/help/glossary.html", {"heading": "Glossary", "glossary": sorted(GLOSSARY.items()), "crumbs": crumbs})


@login_not_required
def data(request):
    crumbs = [{"text": "Home", "href": reverse("front")}]
    return render(request, "portal/data.html", {"crumbs": crumbs, "contact": settings.PORTAL_CONTACT})


@login_not_required
def csrf_failure(request, reason=""):
    """What was typed is shown again, so that it can be copied: the form itself can no longer be sent."""
    kept = [(_said(name), text) for name, texts in request.POST.lists() if _is_typed(name) for text in texts if _is_words(text)]
    return render(request, "403_csrf.html", {"typed": kept}, status=403)


def _said(name):
    """As people would call it: objectives-0-text is "Objectives 1 text"."""
    words = re.sub(r"-(\d+)-", lambda found: f" {int(found[1]) + 1} ", name).replace("_", " ").replace("-", " ").strip()
    return f"{words[:1].upper()}{words[1:]}"


def _is_typed(name):
    return not any(part in name for part in UNSEEN) and name.rpartition("-")[2] not in MACHINE


def _is_words(text):
    """Not what a page carries for itself: ids, hashes, what it knows of the text it was opened with."""
    return text.strip() != "" and not CARRIED.fullmatch(text.strip())


FOR_5_MINUTES = (
    "new_link",
)  # every other limit that ends on this page is of one minute: settings, ACCOUNT_RATE_LIMITS, and the defaults beside them


@login_not_required
def too_many_tries(request):
    """How long to wait is said as long as it is."""
    is_long = request.resolver_match is not None and request.resolver_match.view_name in FOR_5_MINUTES
    return render(request, "429.html", {"wait": "5 minutes" if is_long else "a minute"}, status=429)
