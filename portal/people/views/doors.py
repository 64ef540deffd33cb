"""Who may come in here."""

from functools import wraps

from django.core.exceptions import PermissionDenied


def operators_only(view):
    """Operators run the portal and write no business content; to others their pages are closed."""

    @wraps(view)
    def guarded(request, *args, **more):
        if not request.user.has_perm("system.look"):
            raise PermissionDenied
        return view(request, *args, **more)

    return guarded
