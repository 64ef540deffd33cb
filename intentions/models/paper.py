"""Where a round stood before it came here: a paper that was published, answered and decided elsewhere."""

from django.db import models
from django.db.models import Q

from portal.nhsuk import words

MARK = "Carried over from paper"


class FromPaper(models.Model):
    """A round with the title of a paper is carried over from it. It was consulted on, if at all, before it came here."""

    paper_title = models.CharField(max_length=200, blank=True)  # empty for what is written here
    paper_publisher = models.CharField(max_length=200, blank=True)
    paper_date = models.DateField(null=True, blank=True)  # null: the paper states none
    paper_is_month = models.BooleanField(default=False)  # only month and year of it are stated

    class Meta:
        abstract = True

    @property
    def is_from_paper(self) -> bool:
        return bool(self.paper_title)

    @property
    def paper_in_words(self) -> str:
        """“Strategic plan”, published by Eastham Primary Care Trust, March 2008; empty for what was written here."""
        if not self.paper_title:
            return ""
        return f"“{self.paper_title}”, published by {self.paper_publisher}, {self.paper_published}"

    @property
    def paper_published(self) -> str:
        if self.paper_date is None:
            return "date not stated"
        return f"{self.paper_date:%B %Y}" if self.paper_is_month else words.day(self.paper_date)

    @property
    def named(self) -> str:
        """Its title as lists, captions and citations name it: what came from paper says so."""
        return f"{self} ({MARK.lower()})" if self.is_from_paper else str(self)


WRITTEN_HERE = Q(paper_title="", paper_publisher="", paper_date=None, paper_is_month=False)
NAMED = ~Q(paper_title="") & ~Q(paper_publisher="")
IS_DATED = Q(paper_is_month=False) | Q(paper_date__isnull=False)
