"""Keeps secrets unreadable in the database: whoever finds a copy of it finds no token."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class VaultKeyError(ValueError):
    """The key cannot be used; the sentence says what to do."""


class Vault:
    """Encrypts with the first of its keys and reads what any of them has encrypted (Fernet: AES-128, HMAC).

    `keys` are Fernet keys with commas between, the newest first: so a key can be changed.
    Raises VaultKeyError where one of them is none.
    """

    def __init__(self, keys: str) -> None:
        try:
            self._fernet = MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
        except ValueError:
            raise VaultKeyError(
                "DRUMBEAT_SECRET_KEY is not a key. `drumbeat doctor` shows how to make one."
            ) from None

    def __repr__(self) -> str:
        return "Vault(…)"

    def lock(self, secret: str) -> str:
        """Return a secret in a form that can be stored."""
        return self._fernet.encrypt(secret.encode()).decode()

    def unlock(self, stored: str, *, within_seconds: int | None = None) -> str | None:
        """Return what was locked, or None where no key fits, it was changed, or it is older than that."""
        try:
            return self._fernet.decrypt(stored, ttl=within_seconds).decode()
        except (InvalidToken, ValueError):  # ValueError: not even letters that could be one
            return None


def make_key() -> str:
    """Return a new key."""
    return Fernet.generate_key().decode()
