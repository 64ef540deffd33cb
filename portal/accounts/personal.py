"""What the portal holds about people: every field of every model is on one side or the other.

Personal is what says who somebody is, how to reach them, or what they did and when. What they wrote for their organisation is
the organisation's. What a person may ask to see, and what may be forgotten, is read from this table; tests/house/test_privacy.py
fails while a field is on neither side.
"""

from .personal_ground import GROUND

# model: (personal, not personal)
FIELDS: dict[str, tuple[str, str]] = GROUND | {
    "outcomes.Indicator": ("", "id slug title framework edition code polarity unit population source_of_data note successor"),
    "outcomes.Outcome": (
        "",
        "id slug statement population prioritised_by attribute_of_care owner note source is_published revision search places",
    ),
    "outcomes.Measure": (
        "",
        (
            "id outcome indicator order title status joined_by who_measures is_measurer_settled perverse_incentive "
            "coverage_limit funding_note revision"
        ),
    ),
    "outcomes.Target": ("", "id measure organisation place period from_date to_date operator value unit note"),
    "outcomes.Observation": ("", "id measure organisation place period date value numerator denominator is_provisional starts_anew note"),
    "people.Step": ("by name did", "id owner book at undone_at"),
    "people.Workbook": ("by name said", "id owner book at step"),
    "outcomes.Step": ("by name did", "id owner book at undone_at"),
    "outcomes.Workbook": ("by name said", "id owner book at step"),
    "outcomes.OutcomeTable": ("", "id slug title source"),
    "outcomes.OutcomeRow": ("", "id table outcome order tier prioritised_by note"),
    "intentions.Round": (
        "changes deleted_by",
        (
            "id slug title kind lead year_from year_to notice_by_date notice_months effective_date question_deadline "
            "response_deadline savings_target savings_note rolled_from source note first_published_at in_force revision created_at "
            "deleted_at participants places paper_title paper_publisher paper_date paper_is_month"
        ),
    ),
    "intentions.Section": ("changes", "id round order heading kind body pictures source revision"),
    "intentions.Challenge": ("changes", "id round order area statement amount source revision"),
    "intentions.Programme": ("", "id slug name kind order"),
    "intentions.Chapter": (
        "changes deleted_by",
        (
            "id round programme code title order horizon lead_role objectives narrative supports year_plans "
            "finance_short_term finance_medium_long_term finance_rule money pictures source revision deleted_at search"
        ),
    ),
    "intentions.Intention": (
        "owner still_true_by deleted_by",
        "id round chapter reference order latest published published_in published_order rolled_from source created_at related still_true"
        " deleted_at",
    ),
    "intentions.Accepted": ("by", "id round check_name key message reason at"),
    "intentions.Many": ("about rows by undone_by", "id round kind at undone_at"),
    "intentions.Step": ("person", "id round order name"),
    "intentions.Endorsement": ("by", "id version step sent_at at"),
    "intentions.Planned": (
        "by",
        "id round status publish_at approving_body approved_date question_deadline response_deadline invited what_changed why",
    ),
    "intentions.Exercise": ("", "id round title status started_at closed_at decided_at"),
    "intentions.Criterion": ("", "id exercise order name question weight scale"),
    "intentions.Candidate": ("", "id exercise order kind intention title decision reason"),
    "intentions.Panellist": ("user", "id exercise organisation declared_at finished_at"),
    "intentions.Interest": ("panellist what", "id candidate"),
    "intentions.Score": ("panellist points evidence", "id exercise candidate criterion"),
    "intentions.Presence": ("user part seen_at", "id thing"),
    "intentions.Thread": (
        "started_by resolved_by",
        "id round intention chapter section challenge casestudy enabler registerentry plan of part anchor start quote said before after "
        "is_lost started_at resolved_at",
    ),
    "intentions.Comment": ("by mentions text", "id thread at"),
    "intentions.Suggestion": ("by note", "id round intention chapter part base wanted is_overtaken at closed_at"),
    "intentions.Settlement": ("by", "id suggestion order where was becomes outcome at"),
    "intentions.Digest": ("user told_until sent_at", "id"),
    "intentions.Version": (
        "returned changes writers written_by changed_by submitted_by approved_by",
        (
            "id intention number status revision title description theme setting strength kind timescale from_date to_date "
            "precision provider_kinds affects_no_provider lever schedule dependencies reason changed_at submitted_at "
            "approved_at published_at search places providers outcomes pictures"
        ),
    ),
    "intentions.VersionPlace": ("", "id version place"),
    "intentions.VersionProvider": ("", "id version organisation"),
    "intentions.VersionOutcome": ("", "id version outcome"),
    "intentions.Money": ("", "id version order kind bearer amount year_from year_to is_recurrent confidence basis"),
    "intentions.Standard": ("", "id version order metric operator value unit population"),
    "intentions.Rollout": ("", "id version order bundle element year setting population coverage"),
    "intentions.Policy": (
        "",
        "id version order subject source_body referrer_duty provider_duty evidence audit payment_consequence effective",
    ),
    "intentions.Duty": ("", "id version order report obliged recipient frequency detail cites follows"),
    "intentions.Contract": ("", "id version order reference provider ends_on notice_months clause unserved"),
    "intentions.RegisterEntry": ("changes", "id round order organisation chapter role source revision"),
    "intentions.Edition": (
        "published_by",
        (
            "id round number approving_body approved_date published_at question_deadline response_deadline savings_target"
            " places what_changed content sha256 versions"
        ),
    ),
    "intentions.Amendment": ("by", "id round says note at"),
    "intentions.FormerSlug": ("", "id slug round left_at"),
    "intentions.Brought": (
        "by name file taken_by dates_by",
        "id round sha256 size status says progress token seen_at attempts pages left_out at made taken_at date_order dates",
    ),
    "intentions.Piece": ("text", "id brought order key kind page line why"),
    "intentions.Finding": (
        "title words changed_by",
        "id brought order kind facts spans pieces chapter standing page line sure why verdict revision changed_at intention"
        " match outcome match_sure match_why stands",
    ),
    "intentions.Unnamed": ("by", "id brought intention fate at"),
    "intentions.Workbook": ("by name said", "id round at step"),
    "intentions.Volume": ("ordered_by", "id round edition document word word_size ordered_at"),
    "intentions.EditionPlace": ("", "id edition place"),
    "intentions.FrozenChapter": (
        "",
        "id edition chapter programme code title order horizon lead_role objectives narrative supports year_plans finance_short_term"
        " finance_medium_long_term finance_rule money pictures",
    ),
    "intentions.Entry": ("", "id edition version chapter_code order"),
    "intentions.CarriedTarget": ("", "id round target said is_away"),
    "intentions.Plan": (
        "changes",
        "id slug organisation title form document_version document_status dated signed_off_date year_from year_to round content"
        " source document drafted status revision",
    ),
    "intentions.CaseStudy": (
        "changes",
        "id slug round order title narrative benefits_patients benefits_nhs accompanies pictures source organisations places revision",
    ),
    "intentions.Enabler": ("changes", "id slug round order title lead_role content source revision"),
    "providers.Invitation": (
        "sent_by opened_by extended_by",
        "id round organisation asked_as sent_at opened_at extended_until extension_reason extended_at letter",
    ),
    "providers.Reminder": ("", "id invitation notice deadline sent_at people"),
    "providers.Outage": ("declared_by", "id round began_at ended_at reason declared_at"),
    "providers.MoreTime": ("asked_by answered_by", "id invitation until reason asked_at status answer answered_at"),
    "providers.Response": (
        "changes created_by submitted_by recorded",
        (
            "id invitation round edition organisation status covering_statement rights revision created_at received_at late_at "
            "replaces collective differs_on submits_itself needed"
        ),
    ),
    "providers.Remark": ("said_by resolved_by", "id response intention text said_at resolved_at"),
    "providers.Omission": ("left chosen_by", "id response sha256 chosen_at"),
    "providers.Together": ("about said answered_by undone_by", "id response stance answered_at undone_at"),
    "providers.DecidedStep": ("by name did", "id round at undone_at"),
    "providers.DecidedWorkbook": ("by name said", "id round at step"),
    "providers.Filled": ("by name said", "id response at step"),
    "providers.Letter": ("by name content said marked", "id invitation left_out dated at transcript"),
    "providers.Attempt": ("by", "id key response words_sha256 receipt arrived_at"),
    "providers.Position": (
        "changes changed_by",
        (
            "id response intention version own_reference subject frozen_chapter title words stance comment impact_activity "
            "impact_workforce impact_quality impact_estate impact_others evidence alternative consequences is_sensitive "
            "sensitive_reason sensitive_until revision changed_at"
        ),
    ),
    "providers.Condition": ("", "id position order text by_date"),
    "providers.Effect": ("", "id position order kind bearer amount year_from year_to is_recurrent confidence basis"),
    "providers.Enclosure": ("title file uploaded_by", "id response sha256 size uploaded_at"),
    "providers.Origin": ("by", "id position intention at"),
    "providers.Attachment": ("title file uploaded_by", "id position sha256 size uploaded_at"),
    "providers.Signature": (
        "signatory signatory_role signed_at reservation signed_text lapsed_by",
        "id response organisation is_dissent confirmed_date text_sha256 status lapsed_at lapsed_because",
    ),
    "providers.Decline": ("declined_by reason", "id response organisation declined_at ended_at ended_because"),
    "providers.Transcript": (
        "recorded_by said_by",
        "id invitation response way dated came_at recorded_at status said_at dispute",
    ),
    "providers.TranscriptFile": ("title file", "id transcript sha256 size"),
    "providers.Delegation": ("delegated_by delegated_to", "id response organisation delegated_at"),
    "providers.Receipt": ("content", "id response number received_at sha256 document"),
    "providers.Batch": ("published_by", "id round number published_at paper"),
    "providers.Decision": (
        "owner written_by",
        (
            "id position status verdict reason agreed agreed_by_date agreed_activity agreed_amounts destination contract_label "
            "contract_year contract_reference needs_new_version new_version written_at batch revision corrected"
        ),
    ),
    "providers.Correction": ("by was", "id decision number why at"),
    "providers.Negotiation": ("accepted_by", "id position condition status since"),
    "providers.Proposal": ("by", "id negotiation number side text note at"),
    "providers.Reply": ("by last_word_by", "id decision status is_agreement reasons at last_word published_at"),
    "providers.Seal": ("sealed_by", "id round sealed_at opened_at"),
    "providers.Arrival": ("submitted_by", "id invitation round organisation status received_at recorded"),
    "providers.Timetable": ("", "id round wording_by_date reply_by_date"),
    "providers.Ruling": (
        "",
        (
            "id decision condition verdict reason agreed agreed_by_date agreed_activity agreed_amounts destination contract_label "
            "contract_year contract_reference"
        ),
    ),
    "providers.Memorandum": (
        "written_by text",
        "id round organisation contract number status terms revision written_at offered sign_by_date text_sha256 paper",
    ),
    "providers.Party": ("", "id memorandum organisation side taken_out_because"),
    "providers.Clause": ("", "id memorandum order text drawn decision condition corrected left_out_because revision"),
    "providers.Commitment": ("owner", "id memorandum order organisation action by_date"),
    "providers.MemorandumDecline": ("declined_by declined_at reason", "id memorandum organisation text_sha256"),
    "providers.MemorandumReminder": ("", "id memorandum notice sign_by_date text_sha256 sent_at people"),
    "providers.Accord": ("signatory signatory_role signed_at", "id memorandum organisation text_sha256"),
    "providers.Procurement": (
        "written_by",
        (
            "id round intention service current_arrangement expiry_date expiry_note review intended route start_date value "
            "notice_date is_published written_at revision"
        ),
    ),
    "providers.Question": (
        "asked_by answered_by",
        "id round intention number asked_for asked_at text wording status answer answered_at private_reason merged_into",
    ),
    "committees.Committee": (
        "contact_email",
        "id slug name host kind headings implications clear_days paper_days day_count gives_notice agendas asks numbering logo "
        "partners status divides_annexes "
        "closed_date successor contact_role is_demonstration",
    ),
    "committees.Seat": ("user role started_at ended_at", "id committee"),
    "committees.Meeting": ("", "id committee slug date time venue status first_published_at note"),
    "committees.Paper": (
        "exempt_decided_by chair_agreed_by contributors contact_email changes writers written_by cleared_by facts",
        "is_exempt exempt_basis exempt_reason exempt_decided_date exempt_review_date id slug committee author edition "
        "form before plan memorandum replaces chair_agreed_date title kind strategic_summary why_late why_urgent purpose "
        "recommendations policy_context strategic_context wards key_decision key_reference framework programmes detail "
        "quotes_front_matter implications conclusion background contact_role body what_changed "
        "status revision changed_at cleared_at published_at document redline",
    ),
    "committees.AgendaItem": (
        "exempt_decided_by chair_agreed_by upload upload_name upload_unseen_by writer",
        "is_exempt exempt_basis exempt_reason exempt_decided_date exempt_review_date id meeting number title paper upload_sha256 "
        "upload_pages upload_hides upload_unseen upload_unseen_pages upload_unseen_at annex is_supplementary chair_reason "
        "chair_agreed_date lateness laid_at place parent holds status status_reason deferred_to is_to_follow public_title "
        "private_notice_date supplement",
    ),
    "committees.PaperReminder": ("", "id item notice due_date sent_at people"),
    "committees.Pack": ("issued_by", "id meeting kind audience issue issued_at document recalled_at"),
    "committees.PackItem": ("", "id pack item document order title"),
    "committees.Release": ("proposed_by decided_by", "id item reason status proposed_at decided_at"),
    "committees.Resolution": ("recorded_by", "id item order verb text outcome words recorded_at"),
    "committees.Minute": ("text", "id item votes_for votes_against votes_abstained"),
    "committees.Minutes": (
        "chair present in_attendance apologies declarations writers cleared_by signed_by facts",
        "id meeting status cleared_at signed_date document",
    ),
    "committees.Promise": ("", "id item order text owner due_date done_date"),
    "committees.Original": (
        "by file",
        "id committee item paper name sha256 at revision title sections pairs told holds before status is_kept",
    ),
    "committees.WordFile": ("ordered_by file facts", "id paper title marking sha256 size failure ordered_at"),
    "committees.Picture": ("file", "id original paper number sha256 alt is_decorative width height millimetres"),
    "committees.Note": ("user text place", "id item anchor changed_at"),
}
