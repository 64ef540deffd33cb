"""What the desk of bringing in shows: heaps of proposals, how much is in each, and what would enter the draft of each."""

from django.db.models import Count, F, JSONField, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject, Least

from .. import actions
from ..documents.intention import content
from ..documents.parts import changes_between
from ..documents.said import keys_of, recognised
from ..models import Chapter, Finding, Intention, Piece, Unnamed
from ..models.brought import SURE, is_unnamed
from ..states import FindingKind, Status, Verdict

DOUBTFUL = Q(sure__lt=SURE) | Q(match_sure__lt=SURE)
NEAR = 15  # proposals before and after a picture
HOME = Q(kind__in=[FindingKind.INTENTION, FindingKind.PASSAGE])
INTENTIONS = Q(kind=FindingKind.INTENTION) & ~Q(verdict=Verdict.DROPPED)
MATCHED = Q(match__isnull=False, match__deleted_at=None)
SHOWN = {
    "open": ("Not looked at", Q(verdict=Verdict.OPEN)),
    "unsure": ("Unsure", Q(verdict=Verdict.OPEN) & DOUBTFUL),
    "accepted": ("Accepted", Q(verdict=Verdict.ACCEPTED)),
    "dropped": ("Left out", Q(verdict=Verdict.DROPPED)),
    "matched": ("New text of an intention", INTENTIONS & MATCHED),
    "new": ("New intentions", INTENTIONS & ~MATCHED),
    "all": ("All", Q()),
}
OF_A_ROUND = ("matched", "new")  # shown only where the round held intentions
ORDERS = {"unsure": ("doubt", "order"), "document": ("order",)}


def findings_in(request, document, show, order):
    rows = (
        Finding.objects.visible_to(request.user).filter(SHOWN[show][1], brought=document).annotate(doubt=Least(F("sure"), F("match_sure")))
    )
    ordered = rows.select_related("chapter__standing", "standing", "changed_by", "match", "outcome").order_by(*ORDERS[order])
    return ordered.prefetch_related(Prefetch("pieces", Piece.objects.visible_to(request.user).order_by("order")))


def tell_findings(request, document, findings):
    """On each what would enter the draft: `recognised`, beside title and words; `over`, as redlines over the text that stands."""
    named = actions.named_in(findings)
    names, beside, homes = named.names, _beside(request, document, findings), _homes_of_figures(request, document, findings)
    for one in findings:
        one.recognised, one.over, one.mark = recognised(one, names), None, ""
        one.goes_to = homes.get(one.facts.get("of", "")) if one.kind == FindingKind.FIGURE else None
        one.goes_with = [other for other in beside if one.kind == FindingKind.OUTCOME and keys_of(other) & {*one.facts.get("with", ())}]
    matched = [one for one in findings if one.is_matched]
    if matched:
        _tell_over(document, matched, beside, named)


def _homes_of_figures(request, document, findings):
    """{key: the intention or passage} that the pictures among these stand in."""
    wanted = {one.facts.get("of", "") for one in findings if one.kind == FindingKind.FIGURE} - {""}
    if not wanted:
        return {}
    found = Finding.objects.visible_to(request.user).filter(HOME, brought=document).exclude(verdict=Verdict.DROPPED)
    return {key: one for one in found.filter(Q(facts__key__in=wanted) | Q(facts__also__has_any_keys=[*wanted])) for key in keys_of(one)}


def homes_near(request, found):
    """{key: the intentions and passages around a picture}, in one of which it may stand."""
    rows = Finding.objects.visible_to(request.user).filter(HOME, brought=found.brought).exclude(verdict=Verdict.DROPPED)
    near = rows.filter(Q(order__range=(found.order - NEAR, found.order + NEAR)) | Q(facts__key=found.facts.get("of", "-")))
    return {one.facts["key"]: one for one in near.order_by("order") if one.facts.get("key")}


def _beside(request, document, findings):
    """Amounts and outcomes that belong to these intentions, intentions that these outcomes go with: in one query."""
    keys = [key for one in findings if one.is_matched for key in keys_of(one)]
    wanted = [key for one in findings if one.kind == FindingKind.OUTCOME for key in one.facts.get("with", ())]
    if not keys and not wanted:
        return []
    money = Q(kind=FindingKind.MONEY, facts__intention__in=keys) | Q(kind=FindingKind.OUTCOME, facts__with__has_any_keys=keys)
    money |= Q(kind=FindingKind.FIGURE, facts__of__in=keys)
    theirs = Q(kind=FindingKind.INTENTION) & (Q(facts__key__in=wanted) | Q(facts__also__has_any_keys=wanted))
    found = Finding.objects.visible_to(request.user).filter(money | theirs, brought=document).exclude(verdict=Verdict.DROPPED)
    return list(found.select_related("outcome", "match").order_by("order"))


def _tell_over(document, findings, beside, named):
    found = actions.laid_over_all(document.round, findings, beside, actions.texts_that_stand(findings), named)
    for one in findings:
        if over := found.get(one.pk):
            over.changes = list(changes_between(content(over.version.content()), content(over.after)))
            over.waits = over.version.status == Status.IN_REVIEW
            over.opens_next = over.version.is_frozen
            one.over, one.mark = over, over.stands


def pieces_left(request, document):
    pieces = Piece.objects.visible_to(request.user).filter(brought=document).ending()
    return pieces.filter(is_open=False, is_taken=False).order_by("order")


def counting(user):
    """What the desk counts, to be asked with the document: how many proposals are in which heap, where the pieces of the source end."""
    heaps = {name: Count("pk", filter=which) for name, (_, which) in SHOWN.items() if name != "all"}
    found = Finding.objects.visible_to(user).filter(brought=OuterRef("pk"))
    pieces = Piece.objects.visible_to(user).filter(brought=OuterRef("pk")).ending()
    left = Q(is_taken=False, is_open=False) & (Q(is_dropped=True) | ~Q(why=""))
    ends = {"total": Count("pk"), "taken": Count("pk", filter=Q(is_taken=True, is_open=False)), "left": Count("pk", filter=left)}
    unnamed = Intention.objects.visible_to(user).filter(is_unnamed(OuterRef(OuterRef("pk")), OuterRef("round"), OuterRef("at")))
    return {
        "in_heaps": _grouped(found, {**heaps, "all": Count("pk")}),
        "ends": _grouped(pieces, ends),
        "unnamed_count": Coalesce(Subquery(unnamed.order_by().values("round").annotate(count=Count("pk")).values("count")), 0),
    }


def _grouped(rows, counts):
    return Subquery(rows.order_by().values("brought").annotate(said=JSONObject(**counts)).values("said"), output_field=JSONField())


def counts_of(document):
    heaps = document.in_heaps or dict.fromkeys([*SHOWN], 0)
    ends = document.ends or {"total": 0, "taken": 0, "left": 0}
    said = ends["taken"] + ends["left"]
    return {**heaps, "pieces": {**ends, "said": said, "unsaid": ends["total"] - said}, "unnamed": document.unnamed_count}


def shows_of(document, show, order, counts):
    """The heaps, each with its address and how much is in it."""
    is_next = counts["matched"] + counts["unnamed"] > 0
    names = {name: title for name, (title, _) in SHOWN.items() if is_next or name not in OF_A_ROUND}
    names |= {"left": "Pieces left out"} | ({"unnamed": "Not named in the document"} if is_next else {})
    numbers = {**counts, "left": counts["pieces"]["left"]}
    return [(title, f"?show={name}&order={order}", numbers[name], name == show) for name, title in names.items()]


def intentions_unnamed(request, document):
    """Those of the round that nothing of the document is the text of, each with what was said of it."""
    fates = Unnamed.objects.visible_to(request.user).filter(brought=document)
    found = actions.unnamed_in(document).visible_to(request.user)
    return found.select_related("latest", "chapter").prefetch_related(Prefetch("fates", fates.select_related("by"))).in_order()


def names_of_homes(request, document):
    """The same by their names alone, in one query."""
    standing, proposed = _homes(request, document)
    ours = standing.annotate(of=Value("c")).values_list("of", "pk", "title", "order")
    theirs = proposed.annotate(of=Value("f")).values_list("of", "pk", "title", "order")
    return {f"{of}:{pk}": title for of, pk, title, _ in ours.union(theirs).order_by("of", "order")}


def homes_of(request, document):
    """{key: chapter}: those of the draft, then those that the document proposes."""
    standing, proposed = _homes(request, document)
    return {f"c:{one.pk}": one for one in standing.order_by("order", "code")} | {f"f:{one.pk}": one for one in proposed.order_by("order")}


def _homes(request, document):
    standing = Chapter.objects.visible_to(request.user).filter(round=document.round)
    proposed = Finding.objects.visible_to(request.user).filter(brought=document, kind=FindingKind.CHAPTER)
    return standing, proposed.exclude(verdict=Verdict.DROPPED)
