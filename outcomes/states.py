"""Closed lists of the outcomes storey."""

from django.db.models import TextChoices


class Prioritised(TextChoices):
    CITIZENS = "citizens", "Citizens"
    COMMISSIONERS = "commissioners", "Commissioners"
    BOTH = "both", "Citizens and commissioners"
    ADDITIONAL = "additional", "Additional, lower priority"


class Polarity(TextChoices):
    HIGHER = "higher-is-better", "Higher is better"
    LOWER = "lower-is-better", "Lower is better"
    NEUTRAL = "neutral", "Neither"


class MeasureStatus(TextChoices):
    AVAILABLE = "available", "Available now"
    SAMPLE = "sample", "Sample"
    EXISTING = "existing", "Existing measure"
    SUGGESTED = "suggested", "Suggested for the future"
    NEW = "new", "New measure to be developed"
    IN_DEVELOPMENT = "in-development", "In development"
    NOT_YET_KNOWN = "not-yet-known", "Not yet known"


class Join(TextChoices):
    AND = "and", "And"
    OR = "or", "Or"


class Book(TextChoices):
    """What an Excel workbook of an organisation holds."""

    OUTCOMES = "outcomes", "Outcomes"
    MEASURES = "measures", "Measures"
    VALUES = "values", "Values"
    TARGETS = "targets", "Targets"


class Operator(TextChoices):
    AT_MOST = "<=", "at most"
    BELOW = "<", "below"
    EQUAL = "=", "equal to"
    ABOVE = ">", "above"
    AT_LEAST = ">=", "at least"
    REDUCE_BY = "reduce-by", "reduce by"
    INCREASE_BY = "increase-by", "increase by"
