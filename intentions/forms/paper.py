"""What is asked of the paper from which a round is carried over."""

from django.utils import timezone

from portal.nhsuk import fields

PAPER = ("paper_title", "paper_publisher", "paper_date", "paper_is_month")
UNDATED = "Enter the date first: only then can it be one of month and year"


class PaperQuestions(fields.NHSForm):
    paper_title = fields.TextField(
        label="Title of the paper", hint="As it stands on its cover", missing="Enter the title of the paper", max_length=200
    )
    paper_publisher = fields.TextField(
        label="Who published it",
        hint="The body of that time, for example Eastham Primary Care Trust",
        missing="Enter who published the paper",
        max_length=200,
    )
    paper_date = fields.DateField(
        label="Date of the paper",
        hint="When it was published. Leave it empty if the paper states none; if it states a month, enter the first day of it",
        latest=timezone.localdate,
        required=False,
    )
    paper_is_month = fields.BooleanField(label="The paper states only the month and year", required=False)

    def clean_paper(self):
        """Called by the forms that ask: a month without a year is no date."""
        said = self.cleaned_data
        if said.get("paper_is_month") and not said.get("paper_date") and "paper_date" not in self.errors:
            self.add_error("paper_date", UNDATED)
