"""M2. A published paper is revised by starting from it; what changed is read word for word."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_http_methods

from portal.printing.insets import inset
from portal.printing.progress import progress as progress_of

from .. import actions, documents, forms
from ..models import Paper
from .doors import asked, confirmed, file_of, opened, posted, prepared_paper, the_paper

SAID = (
    "A draft begins with the words of this paper. What is published stays as it is and keeps its address; each of the two leads to the"
    " other. The new one says what changed, and must be cleared by somebody who did not write in it."
)


@require_http_methods(["GET", "POST"])
def revise(request, slug):
    """CHECK: what becomes of the published paper."""
    paper = prepared_paper(request, slug)
    asked(request, "revise", paper)
    confirmed(request, paper)
    form = forms.ConfirmForm(posted(request)[0])
    if form.is_valid():
        again = actions.revise(paper=paper, by=request.user)
        messages.success(request, "It begins with the words of the published paper. Say what changed before it is cleared.")
        return redirect(again.get_draft_url())
    context = {
        "form": form,
        "heading": "Revise this paper",
        "button": "Begin a new version",
        "caption": paper.title,
        "back": paper.get_draft_url(),
        "rows": [{"key": "Committee", "value": paper.committee.name}],
        "said": SAID,
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)


def _both(request, slug):
    """The paper and the one it replaces, for who may read both: a redline has words of each."""
    paper = the_paper(request, slug)
    if not Paper.objects.visible_to(request.user).filter(pk=paper.replaces_id).exists():
        raise Http404
    for one in (paper, paper.replaces):
        confirmed(request, one)
        opened(request, one)
    return paper


@login_not_required
@require_GET
def changes(request, slug):
    """Section by section; of what is the same nothing is said."""
    paper = _both(request, slug)
    insets = documents.redline_facts(paper)["insets"]
    found = [{**one, "html": mark_safe(inset(one["html"], insets, is_web=True))} for one in documents.changed_in(paper)]  # noqa: S308  of cleaned texts
    context = {
        "paper": paper,
        "before": paper.replaces,
        "changed": found,
        "progress": progress_of(paper.redline) if paper.redline else None,
        "back": paper.get_absolute_url(),
    }
    return render(request, "committees/changes.html", context)


@login_not_required
@require_GET
def changes_pdf(request, slug):
    paper = _both(request, slug)
    return file_of(request, paper, paper.redline)
