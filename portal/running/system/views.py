"""O1: is the portal well, in words; and the prints, those that failed first. No business text is shown."""

import shutil
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.db.models import Case, Value, When
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from portal.audit.models import Email
from portal.audit.states import EmailStatus
from portal.nhsuk import words
from portal.nhsuk.lists import AnyOf, Column, Listing
from portal.nhsuk.templatetags.nhs import tag_for
from portal.people.views.doors import operators_only
from portal.printing import actions
from portal.printing.models import Document
from portal.printing.states import Status
from portal.running import health

GIGABYTE = 1024**3
BUTTON = (
    '<button class="nhsuk-button nhsuk-button--secondary nhsuk-button--small" formaction="{}">'
    'Try again<span class="nhsuk-u-visually-hidden"> {}</span></button>'
)


class Prints(Listing):
    """What is printed is named by its kind: its title may be private."""

    noun = "print", "prints"
    empty = "Nothing has been printed yet."
    search = ("template", "failure")
    filters = {"state": AnyOf("State", "status", choices=[(status.value, status.label) for status in Status])}
    columns = [
        Column("Kind", lambda row: _kind(row)),
        Column("Ordered", "ordered_at", sort="ordered_at", cell=lambda row: words.history(row.ordered_at)),
        Column("Tries", "attempts", sort="attempts"),
        Column("State", "get_status_display", sort=("urgency", "ordered_at"), cell=tag_for),
        Column("Reason", "failure", cell=lambda row: row.failure or "None"),
        Column("Action", lambda row: "", cell=lambda row: _again(row) or "None", in_download=False),
    ]
    sort = "state"


def _kind(document):
    return Path(document.template).stem.replace("_", " ").capitalize()


def _again(document):
    if document.status != Status.FAILED:
        return ""
    hidden = f"to print what was ordered {words.history(document.ordered_at)}"
    href = reverse("system:print_again", args=[document.pk])
    return format_html(BUTTON, href, hidden)


@require_GET
@operators_only
def system(request):
    first = Case(When(status=Status.FAILED, then=Value(0)), When(status=Status.PRINTING, then=Value(1)), default=Value(2))
    rows = Document.objects.all().annotate(urgency=first).defer("facts", "read", "anchors", "sections")
    _, said = health.report()
    context = {"wellbeing": [(part.capitalize(), state) for part, state in said.items()] + [("Email", _email()), ("Disk", _disk())]}
    return Prints(request, rows, title="System").answer("portal/system/system.html", context)


def _email():
    counts = {status: Email.objects.filter(status=status).count() for status in (EmailStatus.WAITING, EmailStatus.FAILED)}
    return f"{counts[EmailStatus.WAITING]:,} waiting, {counts[EmailStatus.FAILED]:,} not delivered"


def _disk():
    folder = Path(settings.MEDIA_ROOT)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    room = shutil.disk_usage(there)
    return f"{room.free / GIGABYTE:,.0f} of {room.total / GIGABYTE:,.0f} GB free for files"


@require_POST
@operators_only
def print_again(request, pk):
    actions.retry(document=get_object_or_404(Document.objects.all(), pk=pk), by=request.user)
    messages.success(request, "It is being printed again.")
    return redirect("system:index")
