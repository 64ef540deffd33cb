from celery import shared_task

from portal.moves.clock import database_now

from . import actions
from .models import Brought, Edition, Plan, Volume


@shared_task
def forget_deleted(**later):
    actions.forget_deleted(at=database_now())
    actions.forget_rounds(at=database_now())
    actions.forget_workbooks(at=database_now())
    actions.forget_refused(at=database_now())


@shared_task
def send_digests(**later):
    actions.send_digests(at=database_now())


@shared_task
def write_word(*, volume, **later):
    """The Word file of a document; written once, however often it is asked for."""
    actions.write_word(volume=Volume.objects.select_related("document", "round__lead").get(pk=volume))


@shared_task
def print_editions(**later):
    """Editions that have no document yet, and Word files that were lost on the way."""
    for edition in Edition.objects.filter(volume=None).select_related("round__lead"):
        actions.print_edition(edition=edition, by=None)
    for volume in Volume.objects.without_word().select_related("document", "round__lead"):
        actions.write_word(volume=volume)


@shared_task
def print_plans(**later):
    """Public plans on a page that have no PDF yet, or whose intentions were published anew."""
    for plan in Plan.objects.published().without_print():
        actions.print_plan(plan=plan, by=None)


@shared_task
def read_document(*, document, **later):
    """A document that was brought in; one that is gone meanwhile asks for nothing."""
    for brought in Brought.objects.filter(pk=document):
        actions.read_document(brought=brought)


@shared_task
def read_lost_documents(**later):
    actions.read_lost(at=database_now())
