from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from intentions.models import Edition, Round
from intentions.states import Cut
from intentions.views.cut import cuts_of
from portal.moves.clock import database_now
from portal.nhsuk import words
from portal.nhsuk.words import colour_of
from portal.organisations.rules import roles_of
from portal.printing.progress import progress as print_progress
from portal.printing.serving import served
from portal.printing.twin import twin

from .. import actions, forms
from ..actions.response import groups_beside
from ..documents import unsent
from ..documents.decided import agreed_or_why
from ..documents.signers import waited_for
from ..documents.tasks import COMPLETED, IN_PROGRESS, KEPT, NO_ANSWER, beside, progress
from ..models import Enclosure, Invitation, Memorandum, Position, Response, Signature, Transcript
from ..states import Status
from .decided import decided_on
from .doors import asked, our_response, the_invitation, the_response
from .lists import Invitations
from .more_time import due_at


def index(request):
    """R1: the rounds that ask one's organisations; for commissioners, the rounds whose answers they read."""
    rows = Invitation.objects.visible_to(request.user).to(request.user).with_own_progress()
    rows = rows.select_related("round", "organisation", "opened_by")
    commissioned = Round.objects.visible_to(request.user).written_by(request.user).filter(response_deadline__isnull=False)
    offered = Memorandum.objects.visible_to(request.user).exclude(status__in=["DRAFT", "SET_ASIDE"])
    offered = offered.select_related("round", "organisation").order_by("-written_at")
    context = {"commissioned": commissioned.order_by("-response_deadline"), "memoranda": offered}
    return Invitations(request, rows, title="Responses").answer("providers/index.html", context)


@require_http_methods(["GET", "POST"])
def invitation(request, pk):
    """What is asked, and by when. The first look is recorded; the button starts the response."""
    invitation = the_invitation(request, pk)
    if request.method == "POST":
        asked(request, "start", invitation)
        return redirect(actions.start(invitation=invitation, by=request.user))
    now = database_now()
    if invitation.opened_at is None:
        actions.open_(invitation=invitation, by=request.user, at=now)
        invitation = the_invitation(request, pk)
    written = Response.objects.visible_to(request.user).filter(invitation=invitation).order_by("-created_at")
    written = list(written.select_related("edition").defer("edition__content"))
    editions = Edition.objects.visible_to(request.user).filter(round=invitation.round).defer("content").select_related("round")
    context = {
        "invitation": invitation,
        "edition": editions.latest("number"),
        "responses": written,
        "is_started": any(response.status in (Status.DRAFT, Status.AWAITING_SIGNATURES) for response in written),
        "asked": f"{words.history(invitation.sent_at)}{f' by {invitation.sent_by}' if invitation.sent_by else ''}",
        "opened": f"{words.history(invitation.opened_at)} by {invitation.opened_by}",
        "back": reverse("providers:index"),
        **due_at(request, invitation, now),
    }
    return render(request, "providers/invitation.html", context)


def _letter(request, pk):
    """Those it was sent to, and those who sent it."""
    invitations = Invitation.objects.visible_to(request.user).filter(letter__isnull=False)
    return get_object_or_404(invitations.select_related("letter", "organisation", "round"), pk=pk)


def letter(request, pk):
    """The covering letter as a page: the words of its print."""
    invitation = _letter(request, pk)
    context = {"invitation": invitation, "progress": print_progress(invitation.letter), "twin": twin(invitation.letter)}
    return render(request, "providers/letter.html", context)


def letter_pdf(request, pk):
    return served(request, _letter(request, pk).letter)


def _own(request, response, decisions):
    """Points that hang on no intention, as lines of the task list; the files for the whole response."""
    points = Position.objects.visible_to(request.user).filter(response=response).beside().select_related("frozen_chapter").with_begun()
    shown = [
        _line_of(response, one, decisions.get(one.pk)) for one in points if response.received_at is None or one.is_answered or one.is_begun
    ]
    return {"own": shown, "enclosures": Enclosure.objects.visible_to(request.user).filter(response=response).order_by("uploaded_at", "pk")}


def _line_of(response, one, decision):
    state = COMPLETED if one.is_answered else KEPT if response.received_at else IN_PROGRESS
    return {
        "heading": f"{one.reference} {one.heading}",
        "href": reverse("providers:point", args=[response.pk, one.pk]),
        "hint": {"text": f"{one.about}. Decision: {decision.get_verdict_display()}" if decision else one.about},
        "status": {"text": state} if state == COMPLETED else {"tag": {"text": state, "colour": colour_of(state)}},
    }


def tasks_of(request, response):
    """The progress of a response as this person may see it."""
    return progress(response, Position.objects.visible_to(request.user).filter(response=response).with_begun())


def response(request, pk):
    """R2: what is left to do; once submitted, what was said and what was decided."""
    response = the_response(request, pk)
    found = tasks_of(request, response)
    is_ours = is_answered_by(request.user, response)
    left = {"left": [task for task in found.tasks if task.is_left]}
    lists = {"": found.tasks, "answered": [task for task in found.tasks if task.is_answered], "ours": found.ours, **left}
    shown = request.GET.get("show", "")
    shown = shown if shown in lists else ""
    cut = request.GET.get("change", "") if request.GET.get("change", "") in Cut.values else ""
    kept = [task for task in lists[shown] if not cut or task.version.cut == cut]
    decisions = _decisions(request, response)
    context = {
        "response": response,
        "progress": found,
        "chapters": [
            {"title": title, "prefix": f"chapter-{number}", "tasks": [_item(response, task, decisions) for task in tasks]}
            for number, (title, tasks) in enumerate(groupby(kept, key=lambda task: task.chapter), start=1)
        ],
        "shows": [
            (key, text, _narrowed(key, cut))
            for key, text in (
                ("", "All"),
                ("answered", "Answered"),
                ("ours", "That name you" if is_ours else "That name them"),
                ("left", "Not answered"),
            )
        ],
        "shown": shown,
        "cuts": cuts_of([task.version for task in lists[shown]], cut, lambda cut: _narrowed(shown, cut)),
        "is_narrowed": bool(cut),
        "is_ours": is_ours,
        "may_edit": response.is_editable and request.user.has_perm("providers.edit", response),
        "beside": beside(response),
        "may_relate": is_ours and response.is_editable and bool(groups_beside(response)),
        **_own(request, response, decisions),
        **_kept(response, found, is_ours),
        "lapsed": _lapsed(request, response) if is_ours and response.received_at is None else None,
        **_transcript(request, response),
        "waits": waited_for([response.pk]).get(response.pk, []) if response.received_at is None and response.organisation.is_group else [],
        "back": reverse("providers:index") if is_ours else reverse("providers:responses", args=[response.round.slug]),
        **due_at(request, response.invitation, database_now()),
    }
    return render(request, "providers/response.html", context)


def _narrowed(show, cut):
    """The list of tasks with these answers."""
    query = "&".join(f"{name}={value}" for name, value in (("show", show), ("change", cut)) if value)
    return f"?{query}#intentions"


def _kept(response, found, is_ours):
    """What was half said and not sent, for those who said it."""
    left = unsent.unsent(response) if is_ours and response.received_at and _is_half_said(response, found) else []
    return {"left": unsent.by_intention(left), "linked": {task.reference for task in found.tasks} | {one["reference"] for one in left}}


def _is_half_said(response, found):
    """Something typed or attached on an intention, or in a point of its own, that was not sent."""
    return bool(found.half_said) or response.positions.beside().filter(stance="").exists()


def _transcript(request, response):
    """The letter from which it was recorded, to both sides."""
    found = Transcript.objects.visible_to(request.user).filter(response=response).select_related("said_by") if response.recorded else []
    return {"transcript": one, "letter_files": list(one.files.all())} if (one := next(iter(found), None)) else {}


def is_answered_by(user, response):
    """Whether this person belongs to those who answer; else they are a commissioner who reads it."""
    return bool(response.answering_ids() & {organisation for organisation, _ in roles_of(user)})


def _lapsed(request, response):
    """The signature that no longer counts and was not given again."""
    signatures = (
        Signature.objects.visible_to(request.user)
        .filter(response=response)
        .select_related("organisation", "lapsed_by")
        .defer("signed_text")
    )
    again = {one.organisation_id for one in signatures if one.status == "VALID"}
    gone = [one for one in signatures if one.status == "LAPSED" and one.organisation_id not in again]
    return max(gone, key=lambda one: one.lapsed_at, default=None)


def _item(response, task, decisions):
    """A line of the task list: what it is, what we say to it, how far it is."""
    decision = decisions.get(task.position.pk) if task.position else None
    said = task.position.get_stance_display() if task.is_answered else ""
    said = ". ".join(filter(None, [str(task.version.cut.label) if task.version.kind else "", said]))
    hint = f"{said}. Decision: {decision.get_verdict_display()}. {agreed_or_why(decision)}".rstrip() if decision else said
    state = task.state if response.received_at is None or task.is_answered else KEPT if task.is_half_said else NO_ANSWER
    done = {"text": state}
    return {
        "heading": f"{task.reference} {task.version.title}",
        "href": reverse("providers:position", args=[response.pk, task.reference]),
        "hint": {"text": hint} if hint else None,
        "status": done if state == COMPLETED else {"tag": {"text": state, "colour": colour_of(state)}},
    }


def _decisions(request, response):
    """{position: decision} that this person may see."""
    if response.received_at is None:
        return {}
    return {decision.position_id: decision for decision in decided_on(request, response)}


@require_http_methods(["GET", "POST"])
def relate(request, pk):
    """Whether one's own answer supports that of a group, and on which intentions it differs."""
    response = our_response(request, pk)
    asked(request, "edit", response)
    groups = groups_beside(response)
    if not groups:
        raise Http404
    references = [(one.reference, f"{one.reference} {one.version.title}") for one in tasks_of(request, response).tasks]
    initial = {"group": str(response.collective_id or "none"), "differs_on": response.differs_on}
    form = forms.RelateForm(request.POST or None, groups=groups, intentions=references, initial=initial)
    if form.is_valid():
        actions.relate(response=response, by=request.user, **form.relation())
        messages.success(request, "Saved.")
        return redirect(response)
    context = {"form": form, "response": response, "back": response.get_absolute_url()}
    context |= {"heading": "The response of your group", "caption": response.organisation, "button": "Save"}
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)
