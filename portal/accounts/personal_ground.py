"""What the ground and the libraries under it hold about people: the first part of portal/accounts/personal.py."""

# model: (personal, not personal)
GROUND: dict[str, tuple[str, str]] = {
    "auth.Permission": ("", "id name content_type codename"),
    "auth.Group": ("", "id name permissions"),
    "contenttypes.ContentType": ("", "id app_label model"),
    "sessions.Session": ("session_key session_data", "expire_date"),
    "account.EmailAddress": ("user email", "id verified primary"),
    "account.EmailConfirmation": ("email_address key", "id created sent"),
    "mfa.Authenticator": ("user type data created_at last_used_at", "id"),
    "usersessions.UserSession": ("user created_at ip last_seen_at session_key user_agent data", "id"),
    "accounts.CalendarLink": ("user digest made_at last_read_date", ""),
    "accounts.ApiKey": ("user name digest token_key last_used_date", "id created expiry"),
    "accounts.User": (
        "password last_login is_superuser email name is_active told_of_responses told_of_turns is_operator date_joined groups"
        " user_permissions",
        "id is_demonstration",
    ),
    "alerts.Subscriber": ("email made_at", "id"),
    "alerts.Subscription": ("subscriber key pace asked_at confirmed_at", "id"),
    "alerts.Notice": ("", "id thing_type thing_id says href keys at spread_at"),
    "alerts.Letter": ("subscriber subscription failure", "id kind status attempts lease_until created_at sent_at"),
    "alerts.Line": ("subscriber", "id notice pace letter"),
    "organisations.Place": ("", "id slug name short_name kind parent is_demonstration members"),
    "organisations.Organisation": (
        "contact_email",
        (
            "id slug name short_name ods_code kinds other_kind place opened_date closed_date contact_role profile "
            "authority_basis authority_note is_demonstration is_checked"
        ),
    ),
    "organisations.Succession": ("", "id predecessor successor kind date note handed_on_at"),
    "organisations.GroupMembership": ("", "id group member from_date to_date must_sign"),
    "organisations.Offer": ("user name roles reason offered_by offered_at sent_at", "id organisation status"),
    "organisations.Membership": ("user role job_title started_at ended_at", "id organisation"),
    "audit.Event": ("says by details", "id name target_type target_id owner at"),
    "audit.Email": ("to subject body failure", "id kind about_type about_id status token attempts lease_until created_at sent_at"),
    "revisions.Revision": ("by suggested_by at", "id thing_type thing_id number revision said said_sha256 parts restores kept"),
    "printing.Document": (
        "facts ordered_by page file anchors words",
        (
            "id title file_name template is_pack after fingerprint ordered_at status relay_at lease_until token attempts failure "
            "sha256 size pages pages_before sections read is_accessible faults ready_at"
        ),
    ),
    "printing.Part": ("", "id whole document order key label line first_page last_page"),
}
