from django.http import Http404


def _coming(request, **address):
    raise Http404


meetings = call = meeting = prepare = add_item = publish_agenda = issue_pack = edit_item = move_item = remove_item = annex = make_paper = paper = paper_pdf = paper_draft = preview = clear = reopen = withdraw = pack = progress = pack_web = pack_pdf = retry = _coming
