"""Short forms of the field and what they stand for. The page of help shows them, and search takes one for the other."""

from __future__ import annotations

import re
from html import escape

GLOSSARY = {
    "A&E": "accident and emergency",
    "AHSN": "academic health science network",
    "AQP": "any qualified provider",
    "ASCOF": "Adult Social Care Outcomes Framework",
    "BCF": "Better Care Fund",
    "BGL": "Bexley, Greenwich and Lewisham",
    "BMI": "body mass index",
    "CAMHS": "child and adolescent mental health services",
    "CBC": "community based care",
    "CCG": "clinical commissioning group",
    "CIP": "cost improvement programme",
    "COPD": "chronic obstructive pulmonary disease",
    "CQC": "Care Quality Commission",
    "CQUIN": "Commissioning for Quality and Innovation",
    "CSU": "commissioning support unit",
    "DQIP": "data quality improvement plan",
    "EEAST": "East of England Ambulance Service",
    "ERS": "electronic referral service",
    "GP": "general practitioner",
    "HES": "hospital episode statistics",
    "HWB": "health and wellbeing board",
    "IAP": "indicative activity plan",
    "IAPT": "improving access to psychological therapies",
    "ICB": "integrated care board",
    "IVF": "in vitro fertilisation",
    "LETB": "local education and training board",
    "LTC": "long term condition",
    "MDT": "multidisciplinary team",
    "MoU": "memorandum of understanding",
    "MSK": "musculoskeletal",
    "NHSOF": "NHS Outcomes Framework",
    "NICE": "National Institute for Health and Care Excellence",
    "ODS": "Organisation Data Service",
    "PHOF": "Public Health Outcomes Framework",
    "PMO": "programme management office",
    "PMS": "personal medical services",
    "QIPP": "quality, innovation, productivity and prevention",
    "QOF": "Quality and Outcomes Framework",
    "SDEC": "same day emergency care",
    "SDIP": "service development and improvement plan",
    "SEL": "South East London",
    "SLIC": "Southwark and Lambeth Integrated Care",
    "SPC": "statistical process control",
    "SUS": "Secondary Uses Service",
    "SWEMWBS": "Short Warwick-Edinburgh Mental Wellbeing Scale",
    "TSA": "trust special administrator",
    "UEC": "urgent and emergency care",
    "UTC": "urgent treatment centre",
    "VCS": "voluntary and community sector",
}


SHORT = {long.lower(): short for short, long in GLOSSARY.items()}
LONG = {short.lower(): long for short, long in GLOSSARY.items()}


def written_out(short: str) -> str:
    """What a short form stands for; nothing for a word that is none."""
    return LONG.get(short.lower(), "")


def shortened(long: str) -> str:
    """The short form of a whole phrase; nothing when it has none."""
    return SHORT.get(" ".join(long.lower().split()), "")


FORMS = "|".join(re.escape(escape(short, quote=False)) for short in sorted(GLOSSARY, key=len, reverse=True))
MARKUP_OR_FORM = re.compile(rf"<[^>]*>|(?<![\w&;-])({FORMS})(s?)(?![\w&-])")


def at_first_use(html: str, seen: set[str]) -> str:
    """Each short form written out where the page first uses it: "UEC (urgent and emergency care)". `seen` grows with the page.

    What the text itself writes out is left as it is.
    """
    words = html.lower()

    def written(found: re.Match[str]) -> str:
        short = found[1] and found[1].replace("&amp;", "&")
        if not short or short in seen:
            return found[0]
        seen.add(short)
        long = GLOSSARY[short]
        if escape(long, quote=False).lower() in words:
            return found[0]
        return f"{found[0]} ({escape(long, quote=False)}{found[2]})"

    return MARKUP_OR_FORM.sub(written, html)
