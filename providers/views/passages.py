"""A letter that came as a file: read, gone through passage by passage beside what is proposed, and recorded in one step."""

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import strip_tags
from django.views.decorators.http import require_GET, require_http_methods

from intentions.models import FrozenChapter
from portal.moves import CannotMove
from portal.moves.clock import database_now
from portal.nhsuk.problems import problems_of
from portal.nhsuk.words import counted
from portal.printing.child import Limits
from portal.printing.serving import SAFE
from portal.reading import CannotRead
from portal.reading.apart import read_apart

from .. import actions, forms
from ..documents.letters import Asked, Chapter, dated_in, read_letter, unclear_in
from ..documents.recorded import to_answer
from ..models import Invitation, Letter
from ..states import Stance
from .deciding import pagination_of
from .doors import asked, the_round
from .sealing import seal_of

PAGE, MOST_PAGES = 10, 60
LIMITS = Limits(cpu=20, memory=512, wall=40)
SCANNED = "“{name}” is a picture of a letter: there is no text in it to read. Record it by typing, with the file attached"
UNCLEAR = "its day, “{day}”, which may be two: enter it when you record it"
TOO_LONG = "“{name}” has {pages} pages, and {most} is the most that is read of a letter. Record it by typing, with the file attached"


def _invitation(request, round, organisation):
    """Of a round this person may record letters in."""
    round = the_round(request, round)
    asked(request, "record_letter", round)
    invitations = Invitation.objects.visible_to(request.user).select_related("organisation", "round__lead")
    return get_object_or_404(invitations, round=round, organisation__slug=organisation)


def _letter(request, round, organisation, pk, *, with_file=False):
    invitation = _invitation(request, round, organisation)
    letters = Letter.objects.visible_to(request.user).filter(invitation=invitation).select_related("by", "transcript__response")
    letter = get_object_or_404(letters if with_file else letters.defer("content"), pk=pk)
    letter.invitation = invitation
    return letter


@require_http_methods(["GET", "POST"])
def bring_letter(request, round, organisation):
    """The file; what waits of those that came before."""
    invitation = _invitation(request, round, organisation)
    form = forms.LetterFileForm(request.POST or None, request.FILES or None) if request.method == "POST" else forms.LetterFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_read(request, invitation, form.cleaned_data["file"]))
        except CannotRead as refusal:
            form.add_error("file", refusal.words)
    waiting = Letter.objects.visible_to(request.user).filter(invitation=invitation).only("name", "at", "by__name", "invitation")
    context = {
        "invitation": invitation,
        "form": form,
        "waiting": [_named(one, invitation) for one in waiting.select_related("by").order_by("-at")[:10]],
        "back": reverse("providers:record_letter", args=[round, organisation]),
    }
    return render(request, "providers/bring_letter.html", context, status=422 if form.errors else 200)


def _named(letter, invitation):
    letter.invitation = invitation
    return letter


def _read(request, invitation, file):
    """In a process of its own; what cannot be read is refused in words."""
    content = file.read()
    source = read_apart(content, file.name, limits=LIMITS)
    if source.is_scanned:
        raise CannotRead(SCANNED.format(name=file.name))
    if source.pages > MOST_PAGES:
        raise CannotRead(TOO_LONG.format(name=file.name, pages=source.pages, most=MOST_PAGES))
    intentions = [Asked(one.version.intention.reference, one.version.title, _plain(one.version)) for one in to_answer(invitation)]
    proposals = read_letter(source, intentions, [Chapter(one.code, one.title) for one in _chapters(request, invitation)])
    left_out = [f"{one.count} {one.what}" for one in source.left_out] + source.problems
    if unclear := unclear_in(source):
        left_out.append(UNCLEAR.format(day=unclear))
    about = {"proposals": proposals, "dated": dated_in(source), "left_out": left_out}
    return actions.keep_letter(invitation=invitation, name=file.name, content=content, by=request.user, at=database_now(), **about)


def _plain(version):
    return strip_tags(version.description or "").replace("&nbsp;", " ")


def _chapters(request, invitation):
    latest = Q(edition__in=invitation.round.editions.order_by("-number").values("pk")[:1])
    return list(FrozenChapter.objects.visible_to(request.user).filter(latest).order_by("order"))


@require_http_methods(["GET", "POST"])
def passages(request, round, organisation, pk):
    """Ten at a time: the words on the left, what is proposed on the right."""
    letter = _letter(request, round, organisation, pk)
    if request.method == "POST":
        return _mark(request, letter)
    return render(request, "providers/passages.html", _desk(request, letter))


def _rows(request, letter, page, data=None):
    known = {one.version.intention.reference.upper(): one.version.intention.reference for one in to_answer(letter.invitation)}
    chapters, ticked = _chapters(request, letter.invitation), set(request.POST.getlist("right")) if data is not None else None
    return [
        forms.PassageForm(
            data, proposal=one, kept=letter.marked.get(one.key, {}), known=known, chapters=chapters,
            is_ticked=None if ticked is None else one.key in ticked,
        )
        for one in page
    ]  # fmt: skip


def _page(request, letter, proposals):
    """All in the order of the letter, or those that wait, the least sure first."""
    if request.GET.get("show") == "waiting":
        waiting = [one for one in proposals if not letter.marked.get(one.key, {}).get("is_done")]
        proposals = sorted(waiting, key=lambda one: one.sure)
    return Paginator(proposals, PAGE).get_page(request.GET.get("page"))


def _desk(request, letter, rows=None):
    proposals, desk, waiting = actions.desk_of(letter)
    page = _page(request, letter, proposals)
    rows = rows if rows is not None else _rows(request, letter, page)
    return {
        "letter": letter,
        "invitation": letter.invitation,
        "rows": rows,
        "count": len(proposals),
        "waiting": waiting,
        "left_out": desk.left_out,
        "points": len(proposals) - waiting - desk.left_out,
        "stand_in_the_way": desk.problems,
        "show": request.GET.get("show", ""),
        "page": page,
        "pagination": pagination_of(lambda number: f"?show={request.GET.get('show', '')}&page={number}", page),
        "asked": [(one.version.intention.reference, one.version.title) for one in to_answer(letter.invitation)],
        "problems": problems_of(*rows),
        "back": reverse("providers:bring_letter", args=[letter.invitation.round.slug, letter.invitation.organisation.slug]),
    }


def _mark(request, letter):
    keys = set(request.POST.getlist("passage"))
    proposals, *_ = actions.desk_of(letter)
    rows = _rows(request, letter, [one for one in proposals if one.key in keys], request.POST)
    if [row for row in rows if not row.is_valid()]:
        return render(request, "providers/passages.html", _desk(request, letter, rows), status=422)
    marks = {row.proposal.key: (_number(row.cleaned_data["revision"]), row.content()) for row in rows}
    left = actions.mark_passages(letter=letter, marks=marks, by=request.user)
    if left:
        says = "1 passage was" if len(left) == 1 else f"{len(left)} passages were"
        messages.warning(request, f"{says} changed by a colleague meanwhile and stand{'s' if len(left) == 1 else ''} as they left it.")
        return redirect(request.get_full_path())
    if request.POST.get("do") == "rest":
        count = actions.leave_out_rest(letter=letter, by=request.user)
        messages.success(request, f"{counted(count, 'passage')} left out. Each can still be changed, until it is recorded.")
    return redirect(_after(request, letter))


def _number(typed):
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1


def _after(request, letter):
    """The next page; after the last what still waits, or recording."""
    letter.refresh_from_db(fields=["marked"])
    proposals, _, waiting = actions.desk_of(letter)
    here = letter.get_absolute_url()
    if not waiting:
        return f"{here}record/"
    if request.GET.get("show") == "waiting":
        return f"{here}?show=waiting"
    page = _page(request, letter, proposals)
    return f"{here}?page={page.next_page_number()}" if page.has_next() else f"{here}?show=waiting"


@require_GET
def waiting_file(request, round, organisation, pk):
    """As it came: always as a download, never run."""
    letter = _letter(request, round, organisation, pk, with_file=True)
    content = io.BytesIO(bytes(letter.content))
    answer = FileResponse(content, as_attachment=True, filename=letter.name, content_type="application/octet-stream")
    for header, value in SAFE.items():
        answer.headers[header] = value
    return answer


@require_http_methods(["GET", "POST"])
def record_read(request, round, organisation, pk):
    """How it came and when; what will be on record; then the step."""
    letter = _letter(request, round, organisation, pk)
    invitation = letter.invitation
    may_extend = request.user.has_perm("providers.extend", invitation.round)
    seen = {"seen": actions.seen_of(letter), "dated": letter.dated}
    form = forms.ReadLetterForm(request.POST or None, may_extend=may_extend, initial=seen)
    transcript = _recorded(request, letter, form) if form.is_valid() else None
    if transcript is not None:
        kept = "It came too late: the letter is kept and does not count." if transcript.is_late else "The response is recorded."
        messages.success(request, f"{kept} {invitation.organisation} was emailed.")
        return redirect(transcript.response or reverse("providers:told", args=[round]))
    _, desk, waiting = actions.desk_of(letter)
    context = {
        "letter": letter,
        "invitation": invitation,
        "form": form,
        "positions": [(reference, dict(Stance.choices).get(said["stance"], ""), said) for reference, said in sorted(desk.said.items())],
        "desk": desk,
        "waiting": waiting,
        "unclear": [one for one in letter.left_out if one.startswith(UNCLEAR.partition("“")[0])],
        "standing": invitation.arrivals.standing().first(),
        "seal": seal_of(request, invitation.round),
        "back": letter.get_absolute_url(),
    }
    return render(request, "providers/record_read.html", context, status=422 if form.is_bound else 200)


def _recorded(request, letter, form):
    """None when it was refused, which is then said on the form."""
    try:
        seen = form.cleaned_data["seen"]
        return actions.record_read(letter=letter, seen=seen, by=request.user, at=database_now(), **form.said())
    except actions.Refused as refusal:
        form.add_error(None, str(refusal))
    except CannotMove:
        form.add_error(None, "It was recorded meanwhile. Open this page again to record what stands now instead.")
    return None
