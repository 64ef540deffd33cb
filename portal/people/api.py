"""How a program says who it acts for."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, ParseError
from rest_framework.parsers import JSONParser

from portal.organisations import actions


class KeyAuthentication(TokenAuthentication):
    """`Authorization: Bearer ci_...`. An ended, unknown or expired key, and that of a closed account, are answered alike: 401."""

    def authenticate_credentials(self, token: bytes) -> Any:
        if not token.isascii():
            raise AuthenticationFailed("Invalid token.")
        user, key = super().authenticate_credentials(token)
        actions.use_key(key=key)
        return user, key


class FlatEnough(JSONParser):
    """What is nested deeper than a program would is no change of anything here, and is refused before it can exhaust the worker."""

    def parse(self, *asked: Any, **more: Any) -> Any:
        try:
            return super().parse(*asked, **more)
        except RecursionError:
            raise ParseError("This is nested too deeply. Send what changes, part by part.") from None


class KeyInSchema(OpenApiAuthenticationExtension):
    target_class = "portal.middleware.KeyUnderSeal"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key made on the account page"}
