"""A report from Word, brought in by the page as a clerk does."""

from django.core.files.uploadedfile import SimpleUploadedFile

from committees import actions
from committees.models import Paper

from .conftest import IN_TIME, print_everything
from .reading import soup, typed

ALT = "A bar for each year, the last the longest."


def upload(content, name="Report.docx"):
    return {"upload": SimpleUploadedFile(name, content)}


def take(client, address, **changes):
    return client.post(address, typed(soup(client.get(address)), **changes))


def cleared_and_issued(paper, meeting, approver, clerk):
    actions.clear(paper=paper, by=approver, at=IN_TIME)
    actions.publish_agenda(meeting=meeting, by=clerk, at=IN_TIME)
    actions.issue_pack(meeting=meeting, by=clerk, at=IN_TIME)
    print_everything()
    return Paper.objects.get(pk=paper.pk)
