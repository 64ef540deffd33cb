"""A letter that came: written down by the commissioners, confirmed or disputed by those who sent it."""

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from intentions.models import FrozenChapter
from portal.moves.clock import database_now
from portal.nhsuk.problems import problems_of
from portal.printing.serving import SAFE

from .. import actions, forms
from ..documents.recorded import to_answer
from ..models import Invitation, Transcript
from .doors import asked, the_response, the_round
from .sealing import seal_of

OWN = 6  # points of their own in one letter


@require_http_methods(["GET", "POST"])
def record_letter(request, round, organisation):
    """What came, when, and what it says on each intention."""
    round = the_round(request, round)
    asked(request, "record_letter", round)
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation", "round__lead")
    invitation = get_object_or_404(invitations, round=round, organisation__slug=organisation)
    may_extend = request.user.has_perm("providers.extend", round)
    form = forms.LetterForm(request.POST or None, request.FILES or None, may_extend=may_extend)
    rows = [(entry, forms.SaidForm(request.POST or None, prefix=entry.version.intention.reference)) for entry in to_answer(invitation)]
    own = _own(request, invitation)
    is_good = all([form.is_valid(), *(row.is_valid() for row in (*(row for _, row in rows), *own))])
    transcript = _recorded(request, invitation, form, rows, own) if is_good else None
    if transcript is not None:
        kept = "It came too late: the letter is kept and does not count." if transcript.is_late else "The response is recorded."
        messages.success(request, f"{kept} {invitation.organisation} was emailed.")
        return redirect(transcript.response or reverse("providers:told", args=[round.slug]))
    context = {
        "form": form,
        "named": [(entry, row) for entry, row in rows if entry.names_us],
        "others": [(entry, row) for entry, row in rows if not entry.names_us],
        "open": any(row.errors for entry, row in rows if not entry.names_us),
        "own": own,
        "open_own": any(row.has_changed() for row in own),
        "problems": problems_of(form, *(row for _, row in rows), *own) if form.is_bound else [],
        "invitation": invitation,
        "standing": invitation.arrivals.standing().first(),
        "seal": seal_of(request, round),
        "back": reverse("providers:told", args=[round.slug]),
    }
    return render(request, "providers/record_letter.html", context, status=422 if form.is_bound else 200)


def _own(request, invitation):
    """Room for what it says on none of them."""
    chapters = FrozenChapter.objects.visible_to(request.user).filter(edition__round=invitation.round).order_by("-edition__number", "order")
    chapters = list({one.code: one for one in reversed(chapters)}.values())
    return [forms.OwnSaidForm(request.POST or None, prefix=f"own-{number}", chapters=chapters) for number in range(1, OWN + 1)]


def _recorded(request, invitation, form, rows, own):
    """None when it was refused, which is then said on the form."""
    said = {entry.version.intention: row.content() for entry, row in rows if row.cleaned_data["stance"]}
    points = [row.content() for row in own if row.cleaned_data["subject"]]
    about = {"invitation": invitation, "files": form.cleaned_data["attached"].good, "said": said, "points": points, **form.said()}
    try:
        return actions.record_letter(by=request.user, at=database_now(), **about)
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    return None


def letter_file(request, pk, attachment):
    """The letter as it came, to both sides: always as a download, never run."""
    found = get_object_or_404(Transcript.objects.visible_to(request.user), pk=pk)
    file = get_object_or_404(found.files.all(), pk=attachment)
    answer = FileResponse(file.file.open("rb"), as_attachment=True, filename=file.title, content_type="application/octet-stream")
    for header, value in SAFE.items():
        answer.headers[header] = value
    return answer


def _ours(request, pk):
    response = the_response(request, pk)
    asked(request, "confirm_letter", response)
    return get_object_or_404(Transcript.objects.visible_to(request.user).select_related("invitation__round__lead"), response=response)


@require_POST
def confirm_letter(request, pk):
    transcript = _ours(request, pk)
    actions.confirm_letter(transcript=transcript, by=request.user, at=database_now())
    messages.success(request, "You confirmed that this is what you wrote.")
    return redirect(transcript.response)


@require_http_methods(["GET", "POST"])
def dispute_letter(request, pk):
    transcript = _ours(request, pk)
    form = forms.DisputeForm(request.POST or None)
    if form.is_valid():
        actions.dispute_letter(transcript=transcript, by=request.user, at=database_now(), reason=form.cleaned_data["reason"])
        messages.success(request, "The commissioners were emailed what is wrong.")
        return redirect(transcript.response)
    context = {"form": form, "caption": transcript.invitation.organisation, "heading": "Say what is wrong with what was recorded"}
    context |= {"button": "Send to the commissioners", "back": transcript.response.get_absolute_url()}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
