from portal.nhsuk import fields


class SealForm(fields.NHSForm):
    """Whether commissioners read answers as they come, or all at once at the end."""

    is_sealed = fields.YesNo(
        label="Seal the answers until the last deadline?",
        hint="You see who submitted and when. What they say can be read by no commissioner before the last deadline of the round, counting"
        " every organisation that was given more time.",
        missing="Select yes if the answers are sealed",
    )
