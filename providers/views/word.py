"""What is written here, as Word files: always what may be read on the page, as it is now."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from portal.printing.serving import SAFE

from ..documents import canonical, word
from ..documents.memorandum import file_name, shown
from .answering import is_answered_by, tasks_of
from .doors import the_memorandum, the_response

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def response_word(request, pk):
    """A draft for those who write it; what was submitted for the commissioners too."""
    response = the_response(request, pk)
    is_draft = response.received_at is None and is_answered_by(request.user, response)
    found = tasks_of(request, response)
    left = [task for task in found.ours if not task.is_answered] if is_draft else []
    cuts = {task.reference: str(task.version.cut.label) for task in found.tasks}
    file = word.response_word(response, canonical.text(response), left, cuts)
    return _file(file, f"response-{response.round.slug}-{response.organisation.slug}")


@require_GET
def memorandum_word(request, pk):
    memorandum = the_memorandum(request, pk)
    title = f"Memorandum of understanding: {memorandum.round}"
    file = word.memorandum_word(title, shown(memorandum), is_draft=memorandum.is_unread)
    return _file(file, file_name(memorandum))


def _file(content, name):
    answer = HttpResponse(content, content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    for header, value in SAFE.items():
        answer.headers[header] = value
    return answer
