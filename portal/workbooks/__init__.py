"""Workbooks that go out and come back: what a sheet is, how it is written, read again and laid beside what stands now."""
