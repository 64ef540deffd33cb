"""What is true of every answer."""

import errno
import json
import logging
import re
import time
from http import HTTPStatus

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers

from intentions.models import Round
from portal.moves import CannotMove
from portal.people import typed
from portal.people.api import KeyAuthentication
from portal.people.second_step import by_email
from portal.richtext.outside.told import listening
from providers.models import under_seal

log = logging.getLogger(__name__)
OF_A_ROUND = re.compile(r"(?P<before>(?:/api/v1)?/rounds/)(?P<slug>[-\w]+)(?=/)")
TWELVE_HOURS = 12 * 60 * 60
MINUTE = 60
DISK = {errno.ENOSPC: "it is full", errno.EDQUOT: "its quota is used up", errno.EROFS: "it is read-only", errno.ENOENT: "a file is missing"}
SECOND_STEP = "/account/second-step/"
OPEN_WITHOUT_SECOND_STEP = (SECOND_STEP, "/login/", "/logout/", "/static/", "/account/stay/")


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


def what_was_not_kept_is_told(get_response):
    """What was left out of a text that came in, or changed, is said: on the next page, or beside the API's answer.

    It does not say that anything was saved: a page that is drawn again for one row more has read the text too.
    """

    def middleware(request):
        if request.method in ("GET", "HEAD"):
            return get_response(request)
        with listening() as heard:
            response = get_response(request)
        if not heard or response.status_code >= HTTPStatus.BAD_REQUEST:
            return response
        if request.path.startswith("/api/"):
            response["Not-Kept"] = json.dumps(heard)
        else:
            messages.warning(request, " ".join(["Not all of what was written could be kept as it was.", *heard]))
        return response

    return middleware


def the_disk_said_no(get_response):
    """A full disk and a file that is gone are said in words: what was kept, and what to do."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if not isinstance(exception, OSError) or exception.errno not in DISK:
            return None
        log.error("the disk said no: %s", DISK[exception.errno])
        status = 404 if exception.errno == errno.ENOENT else 507
        return render(request, "disk.html", {"is_missing": status == 404, "contact": settings.PORTAL_CONTACT}, status=status)

    middleware.process_exception = process_exception
    return middleware


def an_invalid_form_answers_422(get_response):
    """Also on the pages of django-allauth, which answer 200."""

    def middleware(request):
        response = get_response(request)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if request.method == "POST" and response.status_code == 200 and getattr(form, "is_bound", False) and form.errors:
            response.status_code = 422
        return response

    return middleware


def a_session_ends_after_twelve_hours(get_response):
    """Half an hour without a click ends it (settings), to the minute: a click writes the session only when the last writing is
    older. What a page asks by itself is no click. Twelve hours end it whatever happens."""

    def middleware(request):
        if request.user.is_authenticated and time.time() - request.session.get("began", time.time()) > TWELVE_HOURS:
            logout(request)
        response = get_response(request)
        if request.user.is_authenticated:
            request.session.setdefault("began", time.time())
            if "By-Itself" not in request.headers and time.time() - request.session.get("seen", 0) > MINUTE:
                request.session["seen"] = time.time()
        return response

    return middleware


def a_second_step_is_set_up_first(get_response):
    """Every account has a second step except those of the demonstration; until then nothing else opens. Who may have a code by email
    has entered one when they logged in."""

    def middleware(request):
        user = request.user
        if not user.is_authenticated or user.is_demonstration or request.path.startswith(OPEN_WITHOUT_SECOND_STEP):
            return get_response(request)
        if not is_mfa_enabled(user) and not by_email(user):
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def a_former_address_leads_on(get_response):
    """A round that was given another address is found under each it had: its page, its editions, its documents. For good."""

    def middleware(request):
        response = get_response(request)
        cited = OF_A_ROUND.match(request.path_info) if response.status_code == 404 and request.method in ("GET", "HEAD") else None
        round = cited and Round.objects.visible_to(request.user).filter(former_slugs__slug=cited["slug"]).first()
        if not round:
            return response
        path = f"{cited['before']}{round.slug}{request.get_full_path()[cited.end() :]}"
        return HttpResponsePermanentRedirect(path, headers={"Cache-Control": "no-cache"})  # it may be given the old one again

    return middleware


def what_is_sealed_stays_unread(get_response):
    """Of a commissioner's request while answers are sealed, the database itself shows none; whatever the page asks for."""

    def middleware(request):
        is_kept = under_seal.keep_from(request.user)
        try:
            return get_response(request)
        finally:
            if is_kept or getattr(request, "is_under_seal", False):
                under_seal.lift()

    return middleware


class KeyUnderSeal(KeyAuthentication):
    """Whoever comes by a key reads as little as on the pages; the middleware lifts it when the answer is given."""

    def authenticate(self, request):
        found = super().authenticate(request)
        if found:
            request._request.is_under_seal = under_seal.keep_from(found[0])
        return found


def nothing_typed_is_lost(get_response):
    """A form posted after the session ended is kept, and offered again when its writer has logged in."""

    def middleware(request):
        is_back = request.user.is_authenticated
        if is_back and request.method == "GET" and typed.belongs_to(request) and _is_where_it_was_typed(request):
            return redirect("account:kept")
        if is_back and request.method == "POST" and typed.belongs_to(request) and _is_where_it_was_typed(request):
            del request.session["typed"]
        response = get_response(request)
        if request.user.is_authenticated:
            typed.remember_who(request, response)
        elif request.method == "POST" and _is_sent_to_log_in(response):
            if request.headers.get("HX-Request"):
                return HttpResponse(status=401)  # the page stays as it is and says so
            typed.keep(request)
        return response

    return middleware


def _is_where_it_was_typed(request):
    return request.session["typed"]["path"] == request.get_full_path()


def _is_sent_to_log_in(response):
    return response.status_code == 302 and response["Location"].startswith(settings.LOGIN_URL)
