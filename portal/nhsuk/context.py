"""The frame around every page: who hosts the portal, where one can go, who is logged in."""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.organisations.rules import acting_for, memberships_of

SERVICE = "Commissioning intentions"
HTMX = json.dumps(
    {
        "allowEval": False,
        "historyCacheSize": 0,  # no draft is left behind in the browser
        "includeIndicatorStyles": False,  # the policy allows no inline style
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "409|422", "swap": True},  # a form with its problems is an answer
            {"code": "[45]..", "swap": False, "error": True},
        ],
    }
)
FOOTER = [
    ("Accessibility", "/help/accessibility/"),
    ("Privacy", "/help/privacy/"),
    ("Cookies", "/help/cookies/"),
    ("Contact", "/help/contact/"),
    ("Check a receipt", "/receipts/"),
    ("Data and API", "/data/"),
]


class Frame:
    """Read lazily: a page that draws no header asks nothing, and one that does reads the memberships once."""

    def __init__(self, request: HttpRequest):
        self.request = request
        self.user: Any = getattr(request, "user", None)

    service = SERVICE
    htmx = HTMX
    contact = settings.PORTAL_CONTACT
    idle_minutes = settings.SESSION_COOKIE_AGE // 60
    now = property(lambda self: timezone.now())

    @property
    def is_known(self) -> bool:
        return bool(self.user and self.user.is_authenticated)

    @cached_property
    def header(self) -> dict[str, Any]:
        return {
            "organisation": {"name": settings.PORTAL_HOST_NAME} if settings.PORTAL_HOST_NAME else None,
            "logo": {"src": settings.PORTAL_LOGO, "alt": settings.PORTAL_HOST_NAME} if settings.PORTAL_LOGO else {},
            "service": {"text": SERVICE, "href": "/"},
            "search": {
                "action": "/search/",
                "placeholder": "Search intentions and papers",
                "visuallyHiddenLabel": "Search intentions and papers",
            },
            "account": {"items": self.account},
            "navigation": {"items": self.navigation},
        }

    @cached_property
    def navigation(self) -> list[dict[str, Any]]:
        """One order for all, leaving out what leads nowhere for this person."""
        kinds = [held.organisation for held in memberships_of(self.user)] if self.is_known else []
        answers = any(organisation.is_commissioner or organisation.is_provider for organisation in kinds)
        places = [
            ("Home", "/home/", self.is_known),
            ("Rounds", "/rounds/", True),
            ("Responses", "/responses/", answers),
            ("Outcomes", "/outcomes/", True),
            ("Meetings", "/meetings/", True),
            ("System", "/system/", self.is_known and self.user.is_operator),
            ("Help", "/help/", True),
        ]
        here = self.request.path
        return [
            {"text": text, "href": href, "current": here == href, "active": here.startswith(href)}
            for text, href, leads_somewhere in places
            if leads_somewhere
        ]

    @cached_property
    def account(self) -> list[dict[str, Any]]:
        if not self.is_known:
            return [{"text": "Log in", "href": reverse("account_login")}]
        organisation = acting_for(self.request)
        person = [{"text": self.user.name, "href": reverse("account:index"), "icon": True}]
        acting = [{"text": organisation.short_name, "href": reverse("account:organisation")}] if organisation else []
        return [*person, *acting, {"html": self._log_out()}]

    def _log_out(self) -> SafeString:
        """A form with its token: the component's own has none."""
        return format_html(
            '<form class="nhsuk-header__account-form" action="{}" method="post" novalidate>'
            '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
            '<button class="nhsuk-header__account-button">Log out</button></form>',
            reverse("account_logout"),
            get_token(self.request),
        )

    footer = {"meta": {"items": [{"text": text, "href": href} for text, href in FOOTER]}, "copyright": ""}


def frame(request: HttpRequest) -> dict[str, Frame]:
    return {"frame": Frame(request)}
