from django.urls import path

from .views import after, answering, beside, deciding, memoranda, pipeline, position, publishing, questions, receipts, submitting

app_name = "providers"
urlpatterns = [
    # commissioners
    path("rounds/<slug:round>/publish/", publishing.publish, name="publish"),
    path("rounds/<slug:round>/publish/cancel/", publishing.cancel_edition, name="cancel_edition"),
    path("rounds/<slug:round>/providers/", publishing.told, name="told"),
    path("rounds/<slug:round>/providers/<slug:organisation>/time/", publishing.extend, name="extend"),
    path("rounds/<slug:round>/providers/outage/", publishing.declare_outage, name="declare_outage"),
    path("rounds/<slug:round>/responses/", deciding.responses, name="responses"),
    path("rounds/<slug:round>/responses/next/", deciding.decide_next, name="decide_next"),
    path("rounds/<slug:round>/responses/<ref:reference>/<slug:organisation>/", deciding.decide, name="decide"),
    path("rounds/<slug:round>/decisions/publish/", deciding.publish_decisions, name="publish_decisions"),
    path("rounds/<slug:round>/after/", after.after, name="after"),
    path("rounds/<slug:round>/after/memorandum/", after.draft_memorandum, name="draft_memorandum"),
    path("rounds/<slug:round>/pipeline/add/", pipeline.add_procurement, name="add_procurement"),
    path("rounds/<slug:round>/pipeline/<uuid:pk>/", pipeline.save_procurement, name="save_procurement"),
    path("memoranda/<uuid:pk>/edit/", after.save_memorandum, name="save_memorandum"),
    path("memoranda/<uuid:pk>/offer/", memoranda.offer, name="offer"),
    path("memoranda/<uuid:pk>/take-back/", memoranda.take_back, name="take_back"),
    # both sides
    path("memoranda/<uuid:pk>/", memoranda.memorandum, name="memorandum"),
    path("memoranda/<uuid:pk>/pdf/", memoranda.memorandum_pdf, name="memorandum_pdf"),
    path("memoranda/<uuid:pk>/word/", memoranda.memorandum_word, name="memorandum_word"),
    path("rounds/<slug:round>/questions/", questions.questions, name="questions"),
    path("rounds/<slug:round>/questions/ask/", questions.ask, name="ask"),
    path("rounds/<slug:round>/questions/<uuid:pk>/answer/", questions.answer, name="answer"),
    # everybody
    path("rounds/<slug:round>/pipeline/", pipeline.pipeline, name="pipeline"),
    path("rounds/<slug:round>/pipeline/ocds.json", pipeline.pipeline_ocds, name="pipeline_ocds"),
    path("rounds/<slug:round>/decisions/", deciding.decisions, name="decisions"),
    path("rounds/<slug:round>/decisions/pdf/", deciding.decisions_pdf, name="decisions_pdf"),
    path("receipts/", receipts.verify, name="verify"),
    # providers
    path("responses/", answering.index, name="index"),
    path("responses/to/<uuid:pk>/", answering.invitation, name="invitation"),
    path("responses/to/<uuid:pk>/letter/", answering.letter, name="letter"),
    path("responses/to/<uuid:pk>/letter/pdf/", answering.letter_pdf, name="letter_pdf"),
    path("responses/<uuid:pk>/", answering.response, name="response"),
    path("responses/<uuid:pk>/statement/", answering.statement, name="statement"),
    path("responses/<uuid:pk>/group/", answering.relate, name="relate"),
    path("responses/<uuid:pk>/<ref:reference>/", position.position, name="position"),
    path("responses/<uuid:pk>/<ref:reference>/comments/", beside.remark, name="remark"),
    path("responses/<uuid:pk>/<ref:reference>/last-year/", beside.reuse, name="reuse"),
    path("responses/<uuid:pk>/comments/<uuid:remark>/resolve/", beside.resolve_remark, name="resolve_remark"),
    path("responses/<uuid:pk>/files/<uuid:attachment>/", position.attachment, name="attachment"),
    path("responses/<uuid:pk>/check/", submitting.check, name="check"),
    path("responses/<uuid:pk>/confirm/", submitting.confirm, name="confirm"),
    path("responses/<uuid:pk>/sign/", submitting.sign, name="sign"),
    path("responses/<uuid:pk>/send/", submitting.send, name="send"),
    path("responses/<uuid:pk>/reopen/", submitting.reopen, name="reopen"),
    path("responses/<uuid:pk>/withdraw/", submitting.withdraw, name="withdraw"),
    path("responses/<uuid:pk>/receipt/", receipts.receipt, name="receipt"),
    path("responses/<uuid:pk>/receipt/pdf/", receipts.receipt_pdf, name="receipt_pdf"),
    path("responses/<uuid:pk>/receipt/progress/", receipts.receipt_progress, name="receipt_progress"),
]
