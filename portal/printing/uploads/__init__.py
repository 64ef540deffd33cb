"""PDFs from elsewhere: looked into when they arrive, laid flat as a reader shows them, and made ready to be bound.

`opening` refuses in words what cannot be bound; `appearances` draws what a reader draws of itself; `flattening` makes
marks and fields part of their page; `left_out` says what stays behind and where; `unseen` finds words and pictures that
nobody sees; `redacting` takes them out of the file.
"""
