"""A report brought in from Word: looked at beside what becomes of it, taken in, taken back; its pictures, and the file itself."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.organisations.models import Organisation
from portal.printing.insets import inset
from portal.printing.serving import SAFE

from .. import actions, documents, forms
from ..models import Original, Picture
from .doors import asked, confirmed, opened, posted, prepared_item, prepared_paper, the_paper

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"png": "image/png", "jpg": "image/jpeg"}
STALE = "A colleague changed the paper after you brought the file in. Bring it in again to see what it changes now."


@require_http_methods(["GET", "POST"])
def bring_in_item(request, pk):
    """For a line of the agenda that has no paper yet."""
    item = prepared_item(request, pk)
    asked(request, "prepare", item.meeting)
    confirmed(request, item)
    if item.paper:
        return redirect("committees:bring_in", slug=item.paper.slug)
    return _bring_in(request, caption=str(item), back=item.meeting.get_draft_url(), item=item)


@require_http_methods(["GET", "POST"])
def bring_in(request, slug):
    """For a draft: its text gives way to the file's."""
    paper = prepared_paper(request, slug)
    asked(request, "bring_in", paper)
    confirmed(request, paper)
    return _bring_in(request, caption=paper.title, back=paper.get_draft_url(), paper=paper)


def _bring_in(request, *, caption, back, **thing):
    form = forms.FileForm(*posted(request))
    if form.is_valid():
        try:
            original = actions.bring_in(upload=form.cleaned_data["upload"], by=request.user, **thing)
        except actions.NotTaken as refusal:
            for problem in refusal.problems:
                form.add_error("upload", problem)
        else:
            return redirect(original)
    context = {"form": form, "heading": "Bring the report in from Word", "button": "Bring it in", "caption": caption, "back": back, **thing}
    return render(request, "committees/bring_in.html", context, status=422 if form.is_bound else 200)


def _waiting(request, pk):
    """A file that waits, for somebody who may take it in."""
    files = (
        Original.objects.visible_to(request.user).waiting().select_related("item__meeting__committee__host", "item__paper", "paper__author")
    )
    original = get_object_or_404(files.select_related("paper__committee", "committee__host"), pk=pk)
    if original.paper:
        asked(request, "take_in", original.paper)
    else:
        asked(request, "prepare", original.item.meeting)
    confirmed(request, original)
    return original


@require_http_methods(["GET", "POST"])
def original(request, pk):
    """CHECK: what the file said beside what the paper will hold; what could not be kept; what changes in a paper that has a text."""
    original = _waiting(request, pk)
    form = forms.TakeForm(posted(request)[0], original=original, authors=_authors(request, original))
    if form.is_valid() and (paper := _taken_in(request, original, form)):
        messages.success(request, "The report is taken in. Read it, then ask somebody else to clear it.")
        return redirect(paper.get_draft_url())
    return render(request, "committees/original.html", _page(original, form), status=422 if form.is_bound else 200)


def _taken_in(request, original, form):
    try:
        return actions.take_in(original=original, by=request.user, **form.facts())
    except actions.NotReady as refusal:
        for problem in refusal.problems:
            form.add_error(None, problem)
    except actions.Stale:
        form.add_error(None, STALE)
    return None


def _authors(request, original):
    """The host, and the commissioners who report to committees."""
    everybody = Organisation.objects.visible_to(request.user)
    return (everybody.commissioners() | everybody.filter(pk=original.committee.host_id)).order_by("name")


def _page(original, form):
    facts = {"pictures": {str(one.number): _shown(one) for one in form.pictures}}
    pairs = [{**one, "right": mark_safe(inset(one["right"], facts, is_web=True))} for one in original.pairs]  # noqa: S308  sanitised when it was read
    paper = original.paper
    changed = documents.compared(paper.body, original.sections) if paper and paper.body else []
    return {
        "original": original,
        "form": form,
        "pairs": pairs,
        "changed": [{**one, "html": mark_safe(one["html"])} for one in changed],  # noqa: S308  a redline of cleaned texts
        "has_text": bool(paper and paper.body),
        "caption": paper.title if paper else str(original.item),
        "back": paper.get_draft_url() if paper else original.item.meeting.get_draft_url(),
    }


def _shown(picture):
    return {"src": "", "address": picture.get_absolute_url(), "alt": picture.alt or ("" if picture.is_decorative else str(picture))}


@require_POST
def leave_original(request, pk):
    """The file is not taken in after all."""
    original = _waiting(request, pk)
    back = original.paper.get_draft_url() if original.paper else original.item.meeting.get_draft_url()
    actions.leave(original=original, by=request.user)
    messages.success(request, "The file was not taken in, and nothing of it is kept.")
    return redirect(back)


@require_http_methods(["GET", "POST"])
def take_back(request, slug):
    """CHECK: the words from before the file come back."""
    paper = prepared_paper(request, slug)
    asked(request, "take_back", paper)
    confirmed(request, paper)
    taken = paper.originals.taken().order_by("-at").first()
    if taken is None:
        raise Http404
    form = forms.ConfirmForm(posted(request)[0])
    if form.is_valid():
        try:
            actions.take_back(paper=paper, by=request.user)
        except actions.NotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The paper has the words it had before.")
            return redirect(paper.get_draft_url())
    context = {
        "form": form,
        "heading": "Take back what came from Word",
        "button": "Take it back",
        "caption": paper.title,
        "back": paper.get_draft_url(),
        "rows": [{"key": "Word file", "value": taken.name}],
        "said": "The paper has the words again that it had before the file was taken in. What was written since stays in its saved states.",
        "warning": True,
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def describe(request, slug):
    """What the pictures of a draft show."""
    paper = prepared_paper(request, slug)
    asked(request, "save", paper)
    confirmed(request, paper)
    form = forms.DescribingForm(
        posted(request)[0], pictures=Picture.objects.visible_to(request.user).filter(paper=paper).select_related("paper").order_by("number")
    )
    if not form.pictures:
        raise Http404
    if form.is_valid():
        actions.describe(paper=paper, by=request.user, said=form.said())
        messages.success(request, "What the pictures show is kept.")
        return redirect(paper.get_draft_url())
    context = {"form": form, "heading": "Pictures", "button": "Save", "caption": paper.title, "back": paper.get_draft_url()}
    return render(request, "committees/pictures.html", context, status=422 if form.is_bound else 200)


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@require_GET
def original_picture(request, pk, number):
    return _drawn(get_object_or_404(Picture.objects.visible_to(request.user), original=_waiting(request, pk), number=number))


@login_not_required
@require_GET
def picture(request, slug, number):
    """A picture of a paper, for whoever may read the paper; of part 2 it is asked who is there."""
    paper = the_paper(request, slug)
    found = get_object_or_404(Picture.objects.visible_to(request.user), paper=paper, number=number)
    confirmed(request, paper)
    return _drawn(found)


@login_not_required
@require_GET
def original_file(request, slug):
    """The Word file that was kept with a paper."""
    paper = the_paper(request, slug)
    found = Original.objects.visible_to(request.user).taken().filter(paper=paper).order_by("-at").first()
    if found is None or not found.is_kept:
        raise Http404
    confirmed(request, paper)
    opened(request, paper)
    answer = FileResponse(found.file.open("rb"), as_attachment=True, filename=f"{paper.slug}-original.docx", content_type=WORD)
    return _safe(answer)


def _drawn(picture):
    kind = KINDS[picture.file.name.rpartition(".")[2]]
    return _safe(FileResponse(picture.file.open("rb"), content_type=kind))


def _safe(answer):
    for name, value in SAFE.items():
        answer.headers[name] = value
    return answer


def original_link(paper):
    """Where the file is that was kept with a paper; nothing without one."""
    taken = paper.originals.taken().order_by("-at").first()
    return reverse("committees:original_file", args=[paper.slug]) if taken and taken.is_kept else ""
