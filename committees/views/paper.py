"""M2. A paper made from a round: written part by part, cleared by somebody else."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from intentions.forms import Editing
from intentions.models import Edition, Plan
from portal.moves import CannotMove
from portal.nhsuk import words
from portal.organisations.models import Organisation
from portal.organisations.rules import roles_of
from portal.organisations.states import Role
from portal.printing.models import Document
from portal.printing.progress import progress as progress_of
from portal.printing.serving import answer_progress
from portal.printing.twin import twin
from providers.models import Memorandum
from providers.states import MemorandumStatus

from .. import actions, documents, forms
from ..models import Committee, Meeting
from ..states import QUOTING, HeadingKind, PaperForm, PaperStatus
from .doors import asked, confirmed, posted, prepared_paper

PAPER_TEMPLATE = "documents/paper.html"
UNDER = {
    HeadingKind.HEADER: ["title", "kind", "wards", "key_decision", "framework", "contributors", "strategic_summary"],
    HeadingKind.LATENESS: ["why_late", "why_urgent", "chair_agreed_by", "chair_agreed_date"],
    HeadingKind.PURPOSE: ["purpose"],
    HeadingKind.RECOMMENDATIONS: ["recommendations"],
    HeadingKind.POLICY_CONTEXT: ["policy_context"],
    HeadingKind.STRATEGIC_CONTEXT: ["strategic_context", "quotes_front_matter"],
    HeadingKind.PROGRAMMES: ["programmes", "detail"],
    HeadingKind.CONCLUSION: ["conclusion"],
    HeadingKind.BACKGROUND: ["background"],
    HeadingKind.CONTACT: ["contact_role", "contact_email"],
}
WHOLE = "All of it comes from what it speaks of. Read it, then ask somebody else to clear it."
COMES_FROM = {
    PaperForm.WRITTEN: "Write it here, or bring it in from Word.",
    PaperForm.REPORT: "Its programme sections come from the edition; write the rest.",
}


@require_http_methods(["GET", "POST"])
def make_paper(request):
    """Committee, edition, organisation and title; the rest is written in the draft."""
    asked(request, "make", None)
    meeting = _meeting_to_go_to(request)
    form = forms.MakeForm(posted(request)[0], initial=_first_guess(meeting), **_choices(request, meeting))
    if form.is_valid():
        paper = actions.make_paper(by=request.user, **form.facts())
        if meeting:
            actions.add_item(meeting=meeting, title=paper.title, by=request.user, paper=paper)
        messages.success(request, f"The paper is made. {COMES_FROM.get(paper.form, WHOLE)}")
        return redirect(paper.get_draft_url())
    context = {
        "form": form,
        "heading": "Make a paper from a round",
        "button": "Make the paper",
        "back": meeting.get_draft_url() if meeting else reverse("committees:meetings"),
        "form_action": request.get_full_path(),
    }
    return render(request, "form_page.html", context, status=422 if form.is_bound else 200)


def _meeting_to_go_to(request):
    """The meeting whose agenda the clerk came from."""
    slug = request.GET.get("meeting")
    mine = Meeting.objects.visible_to(request.user).prepared_by(request.user).select_related("committee__host")
    return mine.filter(slug=slug).first() if slug else None


def _first_guess(meeting):
    return {"form": PaperForm.REPORT, **({"committee": str(meeting.committee_id)} if meeting else {})}


def _choices(request, meeting):
    """A clerk reports for any lead of an edition to the committees they serve; an author for their own organisations to any."""
    editions = (
        Edition.objects.visible_to(request.user)
        .select_related("round__lead")
        .prefetch_related("round__participants")
        .order_by("-published_at")
    )
    committees = Committee.objects.visible_to(request.user).sitting().order_by("name")
    if request.user.has_perm("committees.call"):
        committees = committees.served_by(request.user)
        visible = Organisation.objects.visible_to(request.user)
        authors = visible.commissioners() | visible.filter(pk__in=editions.values("round__lead").order_by())
    else:
        writing = {organisation for organisation, role in roles_of(request.user) if role in (Role.AUTHOR, Role.APPROVER)}
        authors = Organisation.objects.visible_to(request.user).filter(pk__in=writing)
    committees = committees.filter(pk=meeting.committee_id) if meeting else committees
    plans = Plan.objects.visible_to(request.user).order_by("title")
    signed = Memorandum.objects.visible_to(request.user).filter(status=MemorandumStatus.AGREED)
    signed = signed.select_related("round", "organisation").order_by("-round__year_from", "round__title", "organisation__name", "contract")
    return {"committees": committees, "editions": editions, "plans": plans, "authors": authors.order_by("name"), "signed": signed}


@require_http_methods(["GET", "POST"])
def paper_draft(request, slug):
    """Saving is always possible; what somebody else saved meanwhile is never overwritten."""
    paper = prepared_paper(request, slug)
    if request.method == "POST":
        asked(request, "save", paper)
        return _save(request, paper)
    if paper.status == PaperStatus.DRAFT and request.user.has_perm("committees.save", paper):
        return _page(request, paper, _editing(paper))
    return render(request, "committees/paper_state.html", about(request, paper))


def _editing(paper, data=None):
    return Editing(forms.PaperForm, thing=paper, data=data, is_late=bool(documents.late_words(paper, timezone.localdate())))


def _save(request, paper):
    editing = _editing(paper, request.POST)
    if not editing.is_valid():
        return _answer(request, paper, editing, status=422, failed=f"{editing.problems()[0]['text']}.")
    try:
        saved = actions.save_paper(paper=paper, by=request.user, revision=editing.revisions(), page=editing.page, **editing.content())
    except actions.Stale as stale:
        editing.ask_about(stale)
        names = ", ".join(editing.form.labels[part] for part in stale.conflicts)
        failed = f"A colleague changed {names} after you opened it. Press Save to choose the text to keep."
        return _answer(request, paper, editing, status=409, failed=failed)
    except CannotMove as late:
        failed = (
            f"{late.thing} is now: {late.thing.get_status_display()}. It cannot be saved. What you typed is still on this page: copy it."
        )
        return _answer(request, paper, editing, status=409, failed=failed, problems=[{"text": failed}], is_late=True)
    if "autosave" in request.POST:
        editing.saved(saved)
        return render(request, "intentions/autosaved.html", {"said": f"Saved at {words.clock(saved.changed_at)}", "editing": editing})
    editing.thing = saved
    kept = editing.kept_of_others(request.user)
    messages.success(request, f"Saved at {words.clock(saved.changed_at)}.{f' Kept as well: {kept}.' if kept else ''}")
    return redirect(saved.get_draft_url())


def _answer(request, paper, editing, *, status, failed, **more):
    """The page with its problems; an autosave only says in place that nothing was saved, and why."""
    if "autosave" in request.POST:
        return render(request, "intentions/autosaved.html", {"said": f"Not saved. {failed}", "failed": True}, status=status)
    return _page(request, paper, editing, status=status, **{"problems": editing.problems(), **more})


def _page(request, paper, editing, *, status=200, **more):
    sections = [
        {"heading": heading, "id": f"part-{at}", "parts": [editing.draw(part) for part in parts]}
        for at, (heading, parts) in enumerate(_under_house_headings(paper, editing.form), start=1)
    ]
    context = {**about(request, paper), "editing": editing, "sections": sections, **more}
    return render(request, "committees/paper_draft.html", context, status=status)


def _under_house_headings(paper, form):
    """(heading, parts) in the order of the committee; all implications together; first whether the public may read it."""
    yield "Part 1 or part 2", ["exemption"]
    if "what_changed" in form.parts:
        yield "What changed", ["what_changed"]
    if "why_late" in form.parts and all(heading["kind"] != HeadingKind.LATENESS for heading in paper.committee.headings):
        yield HeadingKind.LATENESS.label, UNDER[HeadingKind.LATENESS]
    are_drawn = False
    for heading in paper.committee.headings:
        kind = HeadingKind(heading["kind"])
        if kind == HeadingKind.IMPLICATION:
            if not are_drawn and "implications" in form.parts:
                yield "Implications", ["implications"]
            are_drawn = True
            continue
        parts = [part for part in UNDER[kind] if part in form.parts]
        if parts:
            yield heading["heading"], parts
    if "body" in form.parts:
        yield "The report", ["body"]


def about(request, paper):
    today = timezone.localdate()
    item = getattr(paper, "item", None)
    return {
        "paper": paper,
        "item": item,
        "lateness": documents.late_words(paper, today) or documents.due_words(paper),
        "missing": documents.missing(paper, on=today),
        "superseded": documents.superseded(paper),
        "corrected": documents.corrected(paper),
        "again": paper.replaced_by.exclude(status=PaperStatus.WITHDRAWN).first(),
        "place": getattr(paper.replaces, "item", None) if paper.status == PaperStatus.CLEARED else None,
        "contradiction": documents.contradiction(paper),
        "pages": documents.page_estimate(paper) if paper.form in QUOTING else None,
        "taken": paper.originals.taken().order_by("-at").first() if paper.form == PaperForm.WRITTEN else None,
        "has_pictures": paper.pictures.exists() if paper.form == PaperForm.WRITTEN else False,
        "takes_word": paper.status == PaperStatus.DRAFT and paper.form in actions.TAKES,
        "is_own_text": request.user.pk in paper.writers,
        "progress": progress_of(paper.document) if paper.document else None,
        "back": item.meeting.get_draft_url()
        if item and request.user.has_perm("committees.prepare", item.meeting)
        else reverse("committees:meetings"),
    }


@require_GET
def paper_progress(request, slug):
    paper = prepared_paper(request, slug)
    if paper.document is None:
        raise Http404
    return answer_progress(request, paper.document, download=reverse("committees:paper_pdf", args=[paper.slug]))


@require_GET
def preview(request, slug):
    """How it reads now. Nothing is frozen and nothing is printed."""
    paper = prepared_paper(request, slug)
    confirmed(request, paper)
    facts = paper.facts or documents.paper_facts(paper)
    words = twin(Document(template=PAPER_TEMPLATE, facts=facts, title=paper.title))
    return render(request, "committees/preview.html", {"paper": paper, "words": words, "back": paper.get_draft_url()})
