"""Kinds, roles and bases: the closed lists of the field."""

from collections.abc import Iterable

from django.db.models import TextChoices

from portal.moves import Moves


class Kind(TextChoices):
    CLINICAL_COMMISSIONING_GROUP = "clinical-commissioning-group", "Clinical commissioning group"
    INTEGRATED_CARE_BOARD = "integrated-care-board", "Integrated care board"
    SUB_ICB_LOCATION = "sub-icb-location", "Sub-ICB location"
    COUNCIL = "council", "Council"
    NHS_ENGLAND_TEAM = "nhs-england-team", "NHS England team"
    COMMISSIONING_ALLIANCE = "commissioning-alliance", "Commissioning alliance"
    ACUTE_TRUST = "acute-trust", "Acute trust"
    MENTAL_HEALTH_TRUST = "mental-health-trust", "Mental health trust"
    COMMUNITY_PROVIDER = "community-provider", "Community provider"
    AMBULANCE_TRUST = "ambulance-trust", "Ambulance trust"
    GP_FEDERATION = "gp-federation", "GP federation"
    GENERAL_PRACTICE = "general-practice", "General practice"
    COMMUNITY_PHARMACY = "community-pharmacy", "Community pharmacy"
    OPTOMETRIST = "optometrist", "Optometrist"
    CARE_HOME = "care-home", "Care home"
    HOME_CARE = "home-care", "Home care provider"
    URGENT_CARE_PROVIDER = "urgent-care-provider", "Urgent care provider"
    VOLUNTARY_SECTOR = "voluntary-sector", "Voluntary sector organisation"
    INDEPENDENT_SECTOR = "independent-sector", "Independent sector provider"
    ANY_QUALIFIED_PROVIDER = "any-qualified-provider", "Any qualified provider"
    ALL_PROVIDERS = "all-providers", "Every provider"  # only of intentions: no organisation is of this kind
    PROVIDER_GROUP = "provider-group", "Provider group"
    SCRUTINY_HOST = "scrutiny-host", "Scrutiny host"
    OTHER = "other", "Other body"


COMMISSIONER_KINDS = frozenset(
    {
        Kind.CLINICAL_COMMISSIONING_GROUP,
        Kind.INTEGRATED_CARE_BOARD,
        Kind.SUB_ICB_LOCATION,
        Kind.COUNCIL,
        Kind.NHS_ENGLAND_TEAM,
        Kind.COMMISSIONING_ALLIANCE,
    }
)
PROVIDER_KINDS = frozenset(
    {
        Kind.ACUTE_TRUST,
        Kind.MENTAL_HEALTH_TRUST,
        Kind.COMMUNITY_PROVIDER,
        Kind.AMBULANCE_TRUST,
        Kind.GP_FEDERATION,
        Kind.GENERAL_PRACTICE,
        Kind.COMMUNITY_PHARMACY,
        Kind.OPTOMETRIST,
        Kind.CARE_HOME,
        Kind.HOME_CARE,
        Kind.ANY_QUALIFIED_PROVIDER,
        Kind.URGENT_CARE_PROVIDER,
        Kind.VOLUNTARY_SECTOR,
        Kind.INDEPENDENT_SECTOR,
        Kind.PROVIDER_GROUP,
        Kind.COUNCIL,
    }
)


class PlaceKind(TextChoices):
    COUNTRY = "country", "Country"
    REGION = "region", "Region"
    SYSTEM = "system", "System"
    GROUP = "group", "Group of boroughs"
    BOROUGH = "borough", "Borough"
    NEIGHBOURHOOD = "neighbourhood", "Neighbourhood"
    OTHER = "other", "Other area"


class SuccessionKind(TextChoices):
    MERGE = "merge", "Merged"
    SPLIT = "split", "Split"
    RENAME = "rename", "Renamed"


class AuthorityBasis(TextChoices):
    ADVISORY = "advisory", "Advisory: each member's board must confirm"
    DELEGATED_INDIVIDUALS = "delegated-individuals", "Individuals with delegated authority"
    COMMITTEES_IN_COMMON = "committees-in-common", "Committees in common"
    JOINT_COMMITTEE = "joint-committee", "Joint committee"


class Role(TextChoices):
    VIEWER = "VIEWER", "Viewer"
    AUTHOR = "AUTHOR", "Author"
    APPROVER = "APPROVER", "Approver"
    CONTRIBUTOR = "CONTRIBUTOR", "Contributor"
    SIGNATORY = "SIGNATORY", "Signatory"
    MEMBER = "MEMBER", "Committee member"
    CLERK = "CLERK", "Committee clerk"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator"


READS_DRAFTS = (Role.VIEWER, Role.AUTHOR, Role.APPROVER)  # of rounds, plans, outcomes and papers of their organisation


def roles_open_to(kinds: Iterable[str]) -> list[Role]:
    """The roles an organisation of these kinds can give: a council may commission, provide and hold meetings."""
    gives = {Role.VIEWER, Role.MEMBER, Role.CLERK, Role.ADMINISTRATOR}
    if COMMISSIONER_KINDS.intersection(kinds):
        gives |= {Role.AUTHOR, Role.APPROVER}
    if PROVIDER_KINDS.intersection(kinds):
        gives |= {Role.CONTRIBUTOR, Role.SIGNATORY}
    return [role for role in Role if role in gives]


def in_words(roles: Iterable[str]) -> str:
    """Several roles in one breath: "Contributor, signatory and administrator"."""
    labels = [Role(role).label.lower() for role in Role.values if role in set(roles)]
    return (" and ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)).capitalize()


class OfferStatus(TextChoices):
    WAITING = "WAITING", "Invited, not joined"
    ACCEPTED = "ACCEPTED", "Accepted"
    ENDED = "ENDED", "Taken back"


OFFER_MOVES = Moves(
    {
        "accept": ({OfferStatus.WAITING}, OfferStatus.ACCEPTED),
        "end": ({OfferStatus.WAITING}, OfferStatus.ENDED),
    }
)
