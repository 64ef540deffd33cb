"""Where many are changed, and what stands there afterwards."""

from intentions.models import Intention, Many

from ..reading import DRAFT

MANY, CHANGE = f"{DRAFT}many/", f"{DRAFT}many/change/"
REPLACE = f"{MANY}replace/"
TABLE = "<table><tbody><tr><td>the trust</td><td>4 beds</td></tr></tbody></table>"
SPOKEN = f"<p>Each <strong>trust</strong> opens.</p><ul><li>trust and trust</li></ul>{TABLE}"


def undo(client):
    return client.post(f"{MANY}{Many.objects.latest('at').pk}/undo/", follow=True)


def latest(reference):
    return Intention.objects.select_related("latest", "owner", "chapter").get(reference=reference)


def said(name):
    return [getattr(latest(one).latest, name) for one in ("UEC-01", "UEC-02", "UEC-03")]
