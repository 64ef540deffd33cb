"""A round of many intentions, written in a few queries: everything has a text, a place, a provider and money."""

from intentions.models import Intention, Money, Version

TEXT = "<p>Every acute site will see people on the day, seven days a week, and say so to their practice.</p>" * 3


def crowd(chapter, author, trust, place, size, **more):
    """`size` drafts of the chapter, UEC-001 and so on; `more` is said by each version."""
    said = {"description": TEXT, "timescale": "2019/20", "strength": "will", "written_by": author, **more}
    intentions = Intention.objects.bulk_create(
        Intention(round=chapter.round, chapter=chapter, reference=f"{chapter.code}-{number:03}", order=number, owner=author)
        for number in range(1, size + 1)
    )
    versions = Version.objects.bulk_create(Version(intention=one, title=f"Intention {one.reference}", **said) for one in intentions)
    for intention, version in zip(intentions, versions, strict=True):
        intention.latest = version
    Intention.objects.bulk_update(intentions, ["latest"])
    Version.places.through.objects.bulk_create(Version.places.through(version=one, place=place) for one in versions)
    Version.providers.through.objects.bulk_create(Version.providers.through(version=one, organisation=trust) for one in versions)
    Money.objects.bulk_create(Money(version=one, order=1, kind="saving", amount=1000) for one in versions)
    return versions
