"""The doors for programs: the same scope as the pages."""

from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.views import exception_handler

from portal.moves import CannotMove

router = SimpleRouter()


def explain(exception, context):
    """DRF's answers, and 409 with the thing as it now stands when somebody was faster."""
    if isinstance(exception, CannotMove):
        return Response({"detail": f"Someone else did this first. {exception.thing} has changed."}, status=409)
    return exception_handler(exception, context)
