"""While a round is sealed, its commissioners' requests run as a role of the database to which the policies on the answers apply.

A door that forgot its scope finds no row. docs/adr says why a role, and not a key or a view.
"""

from django.core.cache import cache
from django.db import connection

from intentions.models import Round

from .invitation import answers_for
from .seal import Seal

ROLE = "commissioners_under_seal"
ANY, SECONDS = "rounds-under-seal", 20  # whether any round is sealed is asked of the database at most so often


def is_any_sealed():
    known = cache.get(ANY)
    if known is None:
        known = Seal.objects.closed().exists()
        cache.set(ANY, known, SECONDS)
    return known


def keep_from(user):
    """From here to `lift` this connection reads no sealed answer, but those of the person's own organisations."""
    if not (user.is_authenticated and is_any_sealed()):
        return False
    if not Round.objects.written_by(user).filter(seal__in=Seal.objects.closed()).exists():
        return False
    own = ",".join(str(pk) for pk in answers_for(user).values_list("pk", flat=True))
    _become(ROLE, own)
    return True


def lift():
    _become("none", "")


def _become(role, own):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('role', %s, false), set_config('portal.answers_for', %s, false)", [role, own])
