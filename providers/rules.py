"""Who may do what. When it may be done is in states.py and in the deadlines."""

import rules

from portal.organisations.rules import COMMISSIONERS, holds
from portal.organisations.states import Role

# the round's commissioners: of a round, an invitation, a question, a response or a decision
is_commissioner = holds(*COMMISSIONERS, of="commissioner_ids")
is_author = holds(Role.AUTHOR, Role.APPROVER, of="commissioner_ids")
is_approver = holds(Role.APPROVER, of="commissioner_ids")

# those who answer: of an invitation or a response; for a group, its members' people
is_answering = holds(Role.CONTRIBUTOR, Role.SIGNATORY, of="answering_ids")
is_signatory = holds(Role.SIGNATORY, of="answering_ids")

rules.add_perm("providers.publish", is_approver)
rules.add_perm("providers.look", is_commissioner)
rules.add_perm("providers.prompt", is_author)
rules.add_perm("providers.seal", is_approver)
rules.add_perm("providers.extend", is_approver)
rules.add_perm("providers.invite", is_approver)
rules.add_perm("providers.pass_on", is_approver)
rules.add_perm("providers.refuse_time", is_approver)
rules.add_perm("providers.record_letter", is_author)
rules.add_perm("providers.declare_outage", is_approver)
rules.add_perm("providers.answer", is_author)
rules.add_perm("providers.merge_question", is_author)
rules.add_perm("providers.answer_privately", is_author)
rules.add_perm("providers.decide", is_author)
rules.add_perm("providers.publish_decisions", is_approver)
rules.add_perm("providers.correct", is_approver)
rules.add_perm("providers.adopt", is_author)
rules.add_perm("providers.set_days", is_approver)
rules.add_perm("providers.publish_replies", is_approver)
rules.add_perm("providers.reply", is_signatory)

rules.add_perm("providers.draft_memorandum", is_author)
rules.add_perm("providers.redraft", is_author)
rules.add_perm("providers.save_memorandum", is_author)
rules.add_perm("providers.offer", is_approver)
rules.add_perm("providers.take_back", is_approver)
rules.add_perm("providers.set_aside", is_author)
rules.add_perm("providers.save_clause", is_author)
rules.add_perm("providers.add_clause", is_author)
rules.add_perm("providers.choose_parties", is_author)
rules.add_perm("providers.remind_parties", is_author)
rules.add_perm("providers.ask_administrators", is_author)
rules.add_perm("providers.agree", holds(Role.SIGNATORY, Role.APPROVER, of="signing_ids"))
rules.add_perm("providers.decline_memorandum", holds(Role.SIGNATORY, Role.APPROVER, of="signing_ids"))
rules.add_perm("providers.add_procurement", is_author)

# those who hold the pen of a group's answer: its own people; where it has none, its members'
is_coordinator = holds(Role.CONTRIBUTOR, Role.SIGNATORY, of="coordinating_ids")

rules.add_perm("providers.start", is_answering)
rules.add_perm("providers.ask_for_time", is_answering)
rules.add_perm("providers.edit", is_answering)
rules.add_perm("providers.remark", is_answering)
rules.add_perm("providers.ask", is_answering)
rules.add_perm("providers.send", is_answering)
rules.add_perm("providers.reopen", is_answering)
rules.add_perm("providers.choose_submission", is_coordinator)
rules.add_perm("providers.nudge", is_answering)
rules.add_perm("providers.sign", is_signatory)
rules.add_perm("providers.submit", is_signatory)
rules.add_perm("providers.withdraw", is_signatory)
rules.add_perm("providers.confirm_letter", is_signatory)
