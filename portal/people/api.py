"""How a program says who it acts for."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from knox.auth import TokenAuthentication

from portal.organisations import actions


class KeyAuthentication(TokenAuthentication):
    """`Authorization: Bearer ci_...`. An ended, unknown or expired key, and that of a closed account, are answered alike: 401."""

    def authenticate_credentials(self, token: bytes) -> Any:
        user, key = super().authenticate_credentials(token)
        actions.use_key(key=key)
        return user, key


class KeyInSchema(OpenApiAuthenticationExtension):
    target_class = KeyAuthentication
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "description": "A key made on the account page"}
