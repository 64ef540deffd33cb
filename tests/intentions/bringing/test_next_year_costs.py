"""What the desk and the step cost, however many intentions stand."""

from intentions.models import Finding, Version

from ..reading import soup
from .documents import HERE, accept_all, brought_in
from .next_year import book, stand


def test_three_hundred_new_texts_cost_twelve_queries_a_page(sat, chapter, author, borough, django_assert_max_num_queries):
    standing = {f"UEC-{at:02}": (f"Number {at}", f"The thing of number {at}.", "") for at in range(1, 31)}
    intentions = list(stand(chapter, author, standing).values())
    brought = brought_in(sat, book())
    brought.findings.filter(kind="intention").update(match=None)
    Finding.objects.bulk_create(
        Finding(
            brought=brought, order=100 + at, kind="intention", title=f"Number {at}", words=f"Another {at}", sure=0.5, match_sure=0.5,
            facts={"places": [borough.slug], "organisations": ["acute-trust"], "key": f"X{at}"}, match=intentions[at] if at < 30 else None,
        )
        for at in range(300)
    )  # fmt: skip
    base = f"{HERE}{brought.pk}/"
    for query in ("", "?show=all&order=document", "?show=matched", "?show=unnamed", "?show=left"):
        with django_assert_max_num_queries(12):
            page = sat.get(f"{base}{query}")
        assert page.status_code == 200
    assert len(soup(sat.get(f"{base}?show=matched")).select(".app-sift__over")) == 25


def test_taking_a_hundred_and_forty_new_texts_in_costs_few_queries(sat, chapter, author, django_assert_max_num_queries):
    standing = {f"UEC-{at:03}": (f"Number {at}", f"The thing of number {at} is done.", "") for at in range(1, 141)}
    stand(chapter, author, standing)
    brought = brought_in(sat, book([(one, title, f"{words} It is new.", "", "") for one, (title, words, _) in standing.items()]))
    assert brought.findings.matched().count() == 140
    accept_all(sat, brought)
    with django_assert_max_num_queries(70):
        sat.post(f"{brought.get_absolute_url()}take-in/")
    assert Version.objects.filter(description__contains="It is new", revision=2).count() == 140
    with django_assert_max_num_queries(70):
        sat.post(f"{brought.get_absolute_url()}take-back/")
    assert not Version.objects.filter(description__contains="It is new").exists()
