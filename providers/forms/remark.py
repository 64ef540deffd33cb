from portal.nhsuk import fields


class RemarkForm(fields.NHSForm):
    text = fields.TextArea(
        label="Comment", hint="Only your own people read this. It is never sent.", missing="Enter a comment", max_length=4000, rows=3
    )


class ReuseForm(fields.NHSForm):
    is_still_true = fields.BooleanField(
        label="I have read last year's answer and it is still true", missing="Tick that it is still true, or write a new answer"
    )
