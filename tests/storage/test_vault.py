"""Secrets in the database can be read with the key alone."""

import pytest

from storage.vault import Vault, VaultKeyError, make_key


def test_what_is_locked_can_be_unlocked_with_its_key_alone() -> None:
    vault = Vault(make_key())
    locked = vault.lock("xoxb-canary")
    assert "canary" not in locked
    assert vault.unlock(locked) == "xoxb-canary"
    assert Vault(make_key()).unlock(locked) is None
    assert vault.unlock(locked[:-3] + "abc") is None
    assert vault.unlock("") is None


def test_a_new_key_before_the_old_one_reads_both() -> None:
    old, new = make_key(), make_key()
    locked = Vault(old).lock("xoxb-1")
    both = Vault(f"{new}, {old}")
    assert both.unlock(locked) == "xoxb-1"
    assert Vault(new).unlock(both.lock("xoxb-2")) == "xoxb-2"


def test_what_was_locked_in_time() -> None:
    vault = Vault(make_key())
    assert vault.unlock(vault.lock("state"), within_seconds=60) == "state"
    assert vault.unlock(vault.lock("state"), within_seconds=-1) is None


@pytest.mark.parametrize("keys", ["", "secret", f"{make_key()},x"], ids=["empty", "word", "key and more"])
def test_a_key_that_is_none(keys: str) -> None:
    with pytest.raises(VaultKeyError, match="DRUMBEAT_SECRET_KEY is not a key"):
        Vault(keys)


def test_a_vault_never_shows_its_key() -> None:
    key = make_key()
    assert key not in repr(Vault(key))
