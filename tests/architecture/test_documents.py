"""The documents tell the truth: commands, settings, folders, examples and the lock file."""

import re
from pathlib import Path

import click
import pytest

from bot.cli import COMMANDS, main
from bot.messages.help import TOUCH_EXAMPLES
from bot.parsing.accounts import AccountNames
from bot.parsing.touches import TouchRequest, parse_touch
from bot.settings import describe_settings
from tests.builders import NOW

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / ".github" / "CONTRIBUTING.md"]


@pytest.mark.parametrize("word", COMMANDS)
def test_every_terminal_command_has_help_and_stands_in_the_readme(word: str) -> None:
    command = main.get_command(click.Context(main), word)
    assert command is not None
    assert command.help
    assert f"drumbeat {word}" in README


@pytest.mark.parametrize("setting", describe_settings(), ids=lambda setting: setting.name)
def test_every_setting_stands_in_the_readme_with_its_default(setting: object) -> None:
    name, default = getattr(setting, "name", ""), getattr(setting, "default", "")
    row = next((line for line in README.splitlines() if line.startswith(f"| `{name}`")), None)
    assert row is not None, f"The README's table of settings lacks {name}."
    assert not default or f"`{default}`" in row


@pytest.mark.parametrize("folder", ["bot", "jobs", "storage", "tests"])
def test_the_map_of_the_folders_names_each_one(folder: str) -> None:
    assert re.search(rf"^{folder}/\s", README, re.MULTILINE)


def test_the_set_up_commands_are_the_promised_ones() -> None:
    assert "pip install uv && uv run drumbeat demo" in README
    assert "pip install uv && uv run pytest" in README


@pytest.mark.parametrize("example", [example for example, _ in TOUCH_EXAMPLES])
def test_every_example_of_the_help_can_be_logged(example: str) -> None:
    names = AccountNames.of([(1, "Acme", ())])
    assert isinstance(parse_touch(example.removeprefix("/touch "), names, NOW.date()), TouchRequest)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_a_document_links_to_exists(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_a_document_names_exists(document: Path) -> None:
    for path in re.findall(r"`((?:bot|jobs|storage|tests)/[\w/.]+)`", document.read_text(encoding="utf-8")):
        assert (ROOT / path).exists(), f"{document.name} names {path}"


def test_the_lock_file_names_only_the_public_package_index() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}
