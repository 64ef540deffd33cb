"""Pictures kept with what the tests of this folder write in."""

from django.urls import reverse

from intentions import actions
from portal.reading.pictures import drawn

from ...portal import drawings

BEDS, WARDS = drawings.png(), drawings.png("#aa0000")


def arrived(content=BEDS, **said):
    return actions.Arrived(drawn(content), **{"alternative": "Beds in use", "caption": "Figure 1", **said})


def keep(thing, by, *came):
    return actions.add_pictures(thing=thing, by=by, pictures=list(came) or [arrived()]).thing


def href(kind, of, row):
    return reverse("intentions:picture", args=[kind, of, row["file"]])
