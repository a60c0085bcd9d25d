"""`drumbeat import`: accounts and touches from CSV, feeds from OPML."""

from bot.commands.csv import import_
from bot.commands.opml import import_feeds

import_.add_command(import_feeds)

__all__ = ["import_"]
