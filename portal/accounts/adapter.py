from allauth.account.adapter import DefaultAccountAdapter


class InvitationOnly(DefaultAccountAdapter):
    """Nobody registers by themselves: an administrator of an organisation invites."""

    def is_open_for_signup(self, request):
        return False
