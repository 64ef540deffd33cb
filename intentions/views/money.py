from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from portal.nhsuk.lists import link

from .. import actions, documents, forms
from ..documents.bars import bars
from ..documents.intention import money as in_words
from ..models import Chapter
from ..states import Bearer
from .doors import asked, the_chapter, the_round

HEADS = ("Intention", "Kind", "For", "Amount", "Years", "Basis")
SIDES = ("Kind", *(str(label) for label in Bearer.labels), "Not settled")
YEARS = ("Year", "Costs", "Savings", "Balance", "Balance up to then")


@require_GET
def money(request, round):
    """C12. What is committed, estimated and illustrative, each by itself; the target, both sides, the years."""
    round = the_round(request, round)
    asked(request, "draft", round)
    facts = documents.round_money(round)
    context = {
        "round": round,
        "target": facts["target"],
        "chart": bars("Savings target and savings found", facts["reconciliation"]) if round.savings_target else None,
        "overlaps": facts["overlaps"],
        "sides": _grid("Money by kind and by who bears or gains it", SIDES, facts["sides"], "kind"),
        "years": _grid("Costs and savings by year", YEARS, facts["years"], "year"),
        "pays": _pays(facts["years"]),
        "groups": [{**group, "table": _table(group)} for group in facts["groups"]],
        "chapters": Chapter.objects.visible_to(request.user).filter(round=round).order_by("order", "code"),
        "back": round.get_draft_url(),
    }
    return render(request, "intentions/draft_money.html", context)


def _pays(years):
    """When what is saved has paid for what it cost."""
    if not any(row["cells"][0] != "£0" for row in years):
        return ""
    paid = next((row["ends"] for row in years if row["pays"]), None)
    return f"It has paid for itself in {paid}." if paid else "It does not pay for itself in these years."


def _grid(caption, heads, rows, first):
    return rows and {
        "responsive": True,
        "caption": {"text": caption, "classes": "nhsuk-u-visually-hidden"},
        "firstCellIsHeader": True,
        "head": [{"text": head} for head in heads],
        "rows": [[{"text": row[first]}, *({"text": cell} for cell in row["cells"])] for row in rows],
    }


def _table(group):
    return {
        "responsive": True,
        "caption": {"text": f"Money: {group['heading']}", "classes": "nhsuk-u-visually-hidden"},
        "head": [{"text": head, "format": "numeric" if head == "Amount" else None} for head in HEADS],
        "rows": [_row(group, row) for row in group["rows"]],
    }


def _row(group, row):
    amount = f"{row['amount']} illustrative" if group["is_illustrative"] else row["amount"]
    return [
        {"html": link(row["href"], f"{row['reference']} {row['title']}")},
        {"text": row["kind"]},
        {"text": row["bearer"] or "No data"},
        {"text": amount, "format": "numeric"},
        {"text": row["years"] or "No data"},
        {"text": row["basis"] or "No data"},
    ]


@require_http_methods(["GET", "POST"])
def chapter_money(request, round, code):
    """Effects of a programme as a whole. A save from an older page overwrites nothing: it shows what stands there."""
    round = the_round(request, round)
    chapter = the_chapter(request, round, code)
    chapter.round = round
    asked(request, "edit", chapter)
    with_rows = forms.rows_asked_for(request.POST)
    rows = forms.chapter_rows(with_rows if with_rows is not None else request.POST or None, chapter=chapter)
    if request.method == "GET" or with_rows is not None:
        return _chapter_page(request, chapter, rows)
    if not rows.is_valid():
        return _chapter_page(request, chapter, rows, problems=forms.row_problems(rows), status=422)
    try:
        actions.edit_chapter(chapter=chapter, by=request.user, revision=_revision(request), money=rows.stored())
    except actions.Stale as stale:
        chapter = stale.thing
        chapter.round = round
        theirs = [in_words(row) for row in stale.conflicts["money"].theirs]
        return _chapter_page(request, chapter, rows, theirs=theirs, is_stale=True, revision=chapter.revision, status=409)
    messages.success(request, f"The money of {chapter} is saved.")
    return redirect("intentions:money", round.slug)


def _revision(request):
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def _chapter_page(request, chapter, rows, *, status=200, **more):
    context = {"round": chapter.round, "chapter": chapter, "rows": rows, "back": reverse("intentions:money", args=[chapter.round.slug])}
    revision = _revision(request) if request.method == "POST" else chapter.revision
    return render(request, "intentions/chapter_money.html", {"revision": revision, **context, **more}, status=status)
