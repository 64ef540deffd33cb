from celery import shared_task
from celery.signals import worker_init


@worker_init.connect
def warm_up(**later):
    """WeasyPrint is imported and has printed once before the worker's processes fork: each print then starts at once."""
    from . import assembly

    assembly.warm_up()


@shared_task
def print_document(*, document_id, **later):
    from . import press  # the press is slow to import, and only a worker ever needs it

    press.print_document(document_id=document_id)


@shared_task
def relay(**later):
    from . import endings, sending

    for document in endings.overdue():
        sending.send(document)
