"""Guards of the product that are taken out one at a time, each with the proof that must then fail.

One line a plant: its name, where it is put, and who notices. Those that an id of others or a canary brings to light are in
tests/providers/planted.py; faults put into PDF files are in tests/portal/printing_faults.
"""

from __future__ import annotations

from tests.providers.planted import Plant

PAPERS, PART_2, LATE, ANSWERS, EDITING, PASTING = (
    f"tests/proof/test_{name}.py" for name in ("poison", "part_2", "late", "responses", "editing", "pasting")
)

# name: (the plant, the proof that fails with it)
PLANTS = {
    "D1-part-2-on-the-agenda-of-part-1": (
        Plant("committees.documents.pack._agenda_line", "if item.is_part_2 and not is_private:", "if False:"),
        f"{PART_2}::test_no_word_of_part_2_is_in_the_text_of_a_part_1_pack",
    ),
    "D2-packs-are-not-recalled": (
        Plant("committees.actions.exemption.remark", "recall(meeting, item, at)", "pass"),
        f"{PART_2}::test_re_marking_recalls_every_pack_that_held_or_named_the_item",
    ),
    "d.late-a-file-put-in-place-of-another-is-not-new": (
        Plant("committees.actions.agenda.edit_item", "is_new = taken is not None or _is_other", "is_new = _is_other"),
        f"{LATE}::test_nothing_comes_late_without_its_reason",
    ),
    "d.late-a-paper-is-judged-by-the-day-it-was-cleared": (
        Plant("committees.actions.pack._published", "judge_all(meeting, ", "print("),
        f"{LATE}::test_nothing_comes_late_without_its_reason",
    ),
    "d.late-the-public-reads-why-what-is-private-is-late": (
        Plant("committees.documents.pack._agenda_line", '"marking": "", "late": ""', '"marking": "", "late": late_line(item)'),
        f"{LATE}::test_nothing_comes_late_without_its_reason",
    ),
    "R7-the-instant-of-the-deadline-is-late": (
        Plant("providers.models.invitation.Invitation.is_open", "at <= self.deadline", "at < self.deadline"),
        f"{ANSWERS}::test_r7_every_submission_around_a_deadline_is_classed_right",
    ),
    "R10-a-key-serves-any-words": (
        Plant("providers.actions.attempt.earlier_receipt", "or found.words_sha256 != words_sha256", ""),
        f"{ANSWERS}::test_r10_ten_thousand_replays_have_one_effect",
    ),
    "R11-the-last-save-wins": (
        Plant("intentions.actions.intention.save_version", "if conflicts.keys() - merged.keys():", "if False:"),
        f"{EDITING}::test_r11_of_two_hundred_pairs_of_editors_nobody_overwrites_a_word_unseen",
    ),
    "R13-any-hash-is-genuine": (
        Plant("providers.views.receipts._genuine", "hmac.compare_digest(known, sha256) and receipt", "receipt"),
        f"{ANSWERS}::test_r13_ten_thousand_receipts_verify_and_ten_thousand_altered_fail",
    ),
    "paste.same-struck-words-live": (
        Plant("portal.richtext.outside.meaning.Meaning._why", "return kinds.STRUCK if", "return kinds.STRUCK if False and"),
        f"{PASTING}::test_of_four_hundred_pasted_documents_none_changes_in_silence",
    ),
    "paste.same-lists-begin-at-one": (
        Plant("portal.richtext.tree.list_attributes", "if block.start != 1", "if False"),
        f"{PASTING}::test_of_four_hundred_pasted_documents_none_changes_in_silence",
    ),
    "S10-a-paper-reads-any-file": (
        Plant("portal.printing.fetching.read", "raise refusals.foreign_file(address)", "return Path(address.split('//')[-1]).read_bytes()"),
        f"{PAPERS}::test_no_channel_reaches_the_network_or_a_file",
    ),
}
