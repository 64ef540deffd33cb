"""M2. A paper that quotes decisions corrected since is issued again, and takes the place of the first on its agenda."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, documents, forms
from .doors import asked, confirmed, posted, prepared_paper

SAID = "The published paper stays as it is and keeps its address. The new one is a draft: read it, then ask somebody else to clear it."


@require_http_methods(["GET", "POST"])
def reissue(request, slug):
    """CHECK: what was corrected, and what becomes of the paper."""
    paper = prepared_paper(request, slug)
    asked(request, "reissue", paper)
    confirmed(request, paper)
    form = forms.ConfirmForm(posted(request)[0])
    if form.is_valid():
        try:
            again = actions.reissue(paper=paper, by=request.user)
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, "It has the corrected words. It must be cleared by somebody who did not write in it.")
            return redirect(again.get_draft_url())
    context = {
        "form": form,
        "heading": "Issue this paper again",
        "button": "Issue it again",
        "caption": paper.title,
        "back": paper.get_draft_url(),
        "rows": [{"key": "Committee", "value": paper.committee.name}, {"key": "Corrected", "value": documents.corrected(paper)}],
        "said": SAID if paper.published_at else "The paper is a draft again, with the corrected words.",
    }
    return render(request, "committees/step.html", context, status=422 if form.errors else 200)


@require_POST
def take_place(request, slug):
    """The clerk puts it on the agenda where the first stood."""
    paper = prepared_paper(request, slug)
    asked(request, "take_place", paper)
    try:
        item = actions.take_place(paper=paper, by=request.user)
    except actions.NotReady as refusal:
        messages.warning(request, str(refusal))
        return redirect(paper.get_draft_url())
    messages.success(request, f"Item {item.mark} has the new paper. Issue the pack again to publish it.")
    return redirect(item.meeting.get_draft_url())
