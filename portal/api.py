"""The doors for programs: the same scope as the pages, read only but for drafts, described by an OpenAPI document and a page of our own."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.urls import path, reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import exception_handler

from intentions.api import ChapterViewSet, DraftView, EditionViewSet, IntentionViewSet, RoundViewSet
from outcomes.api import OutcomeViewSet
from portal.moves import CannotMove
from portal.organisations.api import OrganisationViewSet
from providers.api import DecisionViewSet, ResponseViewSet

router = SimpleRouter()
router.register("rounds", RoundViewSet, basename="round")
router.register("chapters", ChapterViewSet, basename="chapter")
router.register("intentions", IntentionViewSet, basename="intention")
router.register("editions", EditionViewSet, basename="edition")
router.register("outcomes", OutcomeViewSet, basename="outcome")
router.register("responses", ResponseViewSet, basename="response")
router.register("decisions", DecisionViewSet, basename="decision")
router.register("organisations", OrganisationViewSet, basename="organisation")


def explain(exception, context):
    """DRF's answers, and 409 with the thing as it now stands when somebody was faster."""
    if isinstance(exception, CannotMove):
        return Response({"detail": f"Someone else did this first. {exception.thing} has changed."}, status=409)
    return exception_handler(exception, context)


@login_not_required
def docs(request):
    """The OpenAPI document as a page: no script, so nothing of our content security policy is loosened."""
    described = SchemaGenerator().get_schema(request=None, public=True)
    operations = [
        {"path": path, "method": method.upper(), "anchor": operation["operationId"], **operation}
        for path, methods in sorted(described["paths"].items())
        for method, operation in methods.items()
        if "/schema/" not in path
    ]
    crumbs = [{"text": "Home", "href": reverse("front")}, {"text": "Data and API", "href": reverse("data")}]
    return render(request, "portal/api.html", {"operations": operations, "schemas": described["components"]["schemas"], "crumbs": crumbs})


urlpatterns = [
    path("intentions/<uuid:pk>/draft/", DraftView.as_view(), name="intention-draft"),
    *router.urls,
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
]
