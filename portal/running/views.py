from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import health


@login_not_required
@require_safe
@never_cache
def live(request):
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@require_safe
@never_cache
def ready(request):
    is_ready, words = health.report()
    return JsonResponse(words, status=200 if is_ready else 503)
