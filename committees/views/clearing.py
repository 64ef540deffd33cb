"""M2. A paper is cleared by somebody else, goes back to a draft, or goes nowhere."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import actions, documents, forms
from .doors import asked, posted, prepared_paper
from .paper import about


@require_http_methods(["GET", "POST"])
def clear(request, slug):
    """CHECK: what is frozen and printed, what is missing, what contradicts itself."""
    paper = prepared_paper(request, slug)
    asked(request, "clear", paper)
    form = forms.ConfirmForm(posted(request)[0])
    if form.is_valid():
        try:
            actions.clear(paper=paper, by=request.user, at=timezone.now())
        except actions.OwnText as refusal:
            form.add_error(None, str(refusal))
        except actions.NotReady as refusal:
            for problem in refusal.problems:
                form.add_error(None, problem)
        else:
            messages.success(request, "The paper is cleared and is being printed.")
            return redirect(paper.get_draft_url())
    context = {
        **about(request, paper),
        "form": form,
        "heading": "Clear this paper",
        "button": "Clear",
        "caption": paper.title,
        "back": paper.get_draft_url(),
        "rows": _rows(paper),
        "unprintable": documents.unprintable(paper),
    }
    return render(request, "committees/clear.html", context, status=422 if form.errors else 200)


def _rows(paper):
    item = getattr(paper, "item", None)
    source = f"{paper.edition.round.named}, {paper.edition}" if paper.edition else "No edition"
    return [
        {"key": "Committee", "value": paper.committee.name},
        {"key": "Meeting", "value": f"{documents.when_words(item.meeting)}, item {item.mark}" if item else "Not on an agenda yet"},
        {"key": "Made from", "value": source},
        {"key": "Programmes", "value": ", ".join(one["title"] for one in documents.chosen(paper))},
        {"key": "Part", "value": "Part 2, exempt" if paper.is_exempt else "Part 1, public"},
        {"key": "Written by", "value": str(paper.written_by or "")},
    ]


@require_http_methods(["GET", "POST"])
def reopen(request, slug):
    return _step(request, slug, "reopen", "It is a draft again and must be cleared again before it goes into a pack.")


@require_http_methods(["GET", "POST"])
def withdraw(request, slug):
    return _step(request, slug, "withdraw", "It goes to no committee. Its line on the agenda stays, without a paper.")


def _step(request, slug, verb, consequence):
    """CHECK before a paper goes back or out."""
    paper = prepared_paper(request, slug)
    asked(request, verb, paper)
    if request.method == "POST":
        getattr(actions, verb)(paper=paper, by=request.user)
        return redirect(paper.get_draft_url())
    context = {
        "form": forms.ConfirmForm(),
        "heading": f"{verb.capitalize()} this paper",
        "button": verb.capitalize(),
        "caption": paper.title,
        "back": paper.get_draft_url(),
        "rows": _rows(paper),
        "said": consequence,
        "warning": verb == "withdraw",
    }
    return render(request, "committees/step.html", context)
