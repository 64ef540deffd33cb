"""What is true of every answer."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from portal.moves import CannotMove


def private_answers_are_not_stored(get_response):
    """What a person sees when logged in is theirs: no shared or local copy is kept."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
            response["Cache-Control"] += ", no-store"
        return response

    return middleware


def someone_was_faster(get_response):
    """A refused move sends the reader back to the thing as it now is (W16)."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, CannotMove) and exception.thing is not None:
            messages.warning(request, f"Someone else did this first. {exception.thing} is now: {exception.thing.get_status_display()}.")
            return redirect(exception.thing)
        return None

    middleware.process_exception = process_exception
    return middleware
