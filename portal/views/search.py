"""Search (P2) over intentions, papers, outcomes and organisations."""

from difflib import get_close_matches

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from intentions.models import Version
from intentions.states import Cut
from portal.nhsuk import fields
from portal.nhsuk.glossary import written_out
from portal.nhsuk.lists import Address, AnyOf, Column, Listing
from portal.nhsuk.lists.listing import MOST, PAGE

from . import searching
from .searching.facets import counted

LONGEST = 100  # of a value of a filter
TITLES = 2000  # whose words are offered when none match


def facet(name):
    return AnyOf(searching.FACETS[name], name, choices=lambda listing: [(value, text) for value, text, _ in listing.facets[name]])


class Found(Listing):
    """A list of things of several kinds: the same page, filters and downloads as every other list."""

    noun = "result", "results"
    empty = "Nothing has been published yet."
    search = ("words",)
    filters = {name: facet(name) for name in searching.FACETS}
    columns = [
        Column("Kind", "kind"),
        Column("Title", "title"),
        Column("Where", "where"),
        Column("Year", "year"),
        Column("Text", "plain"),
        Address(value="address"),
    ]

    def __init__(self, request):
        super().__init__(request, Version.objects.visible_to(request.user), title="Search")

    @cached_property
    def sought(self):
        return searching.wanted(self.words)

    @cached_property
    def chosen(self):
        asked = {name: self.request.GET.getlist(name)[:20] for name in self.filters}
        return {name: kept for name, values in asked.items() if (kept := [one for one in values if _is_a_value(name, one)])}

    @cached_property
    def facets(self):
        """With what is chosen, even where it leaves nothing."""
        found = counted(self.user, self.sought, self.chosen)
        for name, values in self.chosen.items():
            known = {value for value, *_ in found[name]}
            found[name] += [(value, value, 0) for value in values if value not in known]
        return found

    @cached_property
    def matches(self):
        return self._narrowed(self.words, self.chosen)

    def _narrowed(self, words, chosen):
        return searching.matches(self.user, searching.wanted(words), chosen)

    def narrowed(self, *, words, chosen):
        return self._narrowed(words, chosen)

    @cached_property
    def count(self):
        return self.matches.count()

    @property
    def found(self):
        """Everything, for a download."""
        return searching.hydrate(self.user, list(self.matches[:MOST]), self.sought)

    @cached_property
    def page(self):
        paginator = Paginator(self.matches, PAGE)
        paginator.count = self.count
        return paginator.get_page(self.request.GET.get("page"))

    @cached_property
    def hits(self):
        return searching.hydrate(self.user, list(self.page), self.sought)

    @cached_property
    def form(self):
        """The filters with their counts; the words stand in the large box above and go with them."""
        form = super().form
        for name, found in self.facets.items():
            form.fields[name].choices = [(value, f"{text} ({count:,})") for value, text, count in found]
        form.fields["q"] = fields.HiddenField(required=False, initial=self.words)
        return form

    @cached_property
    def suggestions(self):
        """When nothing matches: words of titles that are spelt nearly so."""
        titles = Version.objects.visible_to(self.user).filter(published_of__isnull=False).values_list("title", flat=True)[:TITLES]
        known = {word.lower().strip(".,:;()") for title in titles for word in title.split() if len(word) > 3}
        near = [get_close_matches(word.lower(), known, n=1, cutoff=0.75) for word in self.words.split()]
        better = " ".join(found[0] if found else word for word, found in zip(self.words.split(), near, strict=True))
        return [{"text": better, "href": self.href(q=better)}] if better.lower() != self.words.lower() else []

    @property
    def meaning(self):
        """The glossary's entry for what was typed."""
        return written_out(self.words.strip())


def _is_a_value(name, value):
    """Nonsense in the address is left out, and does not reach the database."""
    if name == "kind":
        return value in searching.KINDS
    if name == "change":
        return value in Cut.values
    if name == "year":
        return value.isascii() and value.isdecimal() and len(value) == 4
    return 0 < len(value) <= LONGEST and "\x00" not in value


@login_not_required
def search(request):
    label = {"text": "Search intentions, papers, outcomes and organisations", "size": "m"}
    return Found(request).answer("portal/search.html", {"search_label": label})
