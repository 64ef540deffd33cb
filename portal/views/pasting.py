"""What is pasted into an editor is read here, so that what the editor shows before saving is what is stored."""

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from portal.richtext.clean import Refused, pasted, pasted_words


@require_POST
def read_pasted(request):
    """What the clipboard held, as it would be stored, and what could not be kept. Nothing is written down."""
    try:
        taken = pasted(request.POST["html"]) if "html" in request.POST else pasted_words(request.POST.get("words", ""))
    except Refused as refused:
        return JsonResponse({"refused": refused.about("What was pasted")}, status=422)
    return JsonResponse({"html": taken.html, "told": taken.told})
