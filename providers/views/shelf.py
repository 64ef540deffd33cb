"""What of the edition a page of fast answering shows: the filters stand in the address."""

from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict

from intentions.states import Cut
from intentions.views.cut import cuts_of

from .answering import tasks_of

LIST, DOCUMENT = 25, 5  # intentions on a page


class Shelf:
    """What of the edition this page shows: the filters stand in the address."""

    shows = {"": "All", "left": "Not answered", "answered": "Answered", "half": "In progress", "changed": "Changed since you answered"}

    def __init__(self, request, response):
        self.request, self.response = request, response
        self.asked = request.GET
        self.found = tasks_of(request, response)

    @cached_property
    def tasks(self):
        """Those that the filters leave."""
        return [task for task in self.of_every_cut if task.version.cut == self.cut] if self.cut else self.of_every_cut

    @property
    def cut(self):
        return self.asked.get("change", "") if self.asked.get("change", "") in Cut.values else ""

    @cached_property
    def cuts(self):
        return cuts_of([task.version for task in self.of_every_cut], self.cut, lambda cut: self.href(change=cut))

    @cached_property
    def of_every_cut(self):
        left = [task for task in self.found.tasks if task.names_us] if self.is_ours else self.found.tasks
        ways = {
            "left": lambda task: task.is_left,
            "answered": lambda task: task.is_answered,
            "half": lambda task: task.is_half_said,
            "changed": lambda task: task.is_changed,
        }
        left = [task for task in left if ways[self.shown](task)] if self.shown else left
        said = self.words.lower()
        return [task for task in left if said in f"{task.reference} {task.version.title} {task.chapter}".lower()] if said else left

    @property
    def is_ours(self):
        return self.asked.get("ours") == "on"

    @property
    def shown(self):
        return self.asked.get("show", "") if self.asked.get("show", "") in self.shows else ""

    @property
    def is_document(self):
        return self.asked.get("as") == "document"

    @cached_property
    def page(self):
        return Paginator(self.tasks, DOCUMENT if self.is_document else LIST).get_page(self.asked.get("page"))

    @cached_property
    def named(self):
        return sum(task.names_us for task in self.found.tasks)

    @property
    def others(self):
        return len(self.found.tasks) - self.named

    @property
    def words(self):
        return self.asked.get("q", "").replace("\x00", "").strip()[:200]

    @property
    def all_href(self):
        return self.href(ours="")

    @property
    def ours_href(self):
        return self.href(ours="on")

    @property
    def list_href(self):
        return self.href(**{"as": ""})

    @property
    def document_href(self):
        return self.href(**{"as": "document"})

    @property
    def rest(self):
        """Those in which nothing is said yet."""
        return [task for task in self.found.tasks if not task.is_begun]

    def href(self, **changes):
        """This page with other answers; a change goes back to the first page."""
        asked = {name: self.asked[name] for name in ("ours", "change", "show", "as", "q") if name in self.asked} | changes
        query = QueryDict(mutable=True)
        query.update({name: value for name, value in asked.items() if value})
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path

    @property
    def pagination(self):
        pages = self.page.paginator
        if pages.num_pages < 2:
            return None
        numbers = [{"number": one, "href": self.href(page=one), "current": one == self.page.number} for one in pages.page_range]
        before = {"href": self.href(page=self.page.number - 1)} if self.page.has_previous() else None
        after = {"href": self.href(page=self.page.number + 1)} if self.page.has_next() else None
        return {"items": numbers, "previous": before, "next": after}
