"""Doors that ask again who is there."""

from allauth.account.decorators import reauthentication_required

# Before signing, submitting, publishing and opening part 2: the password or a code again, if the last time was more than five
# minutes ago. What was posted is kept meanwhile and goes on from where it stood; reading the page asks nothing.
recently_confirmed = reauthentication_required(allow_get=True)
