"""The command line: arguments in, words and an exit code out; the only package that prints.

Exit codes: 0 done; 1 done in part (documents were refused) or the answer is no (nothing found, not
valid); 2 wrong usage, with one line that says what to do; 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from kg import __version__
from kg.cli import doctoring
from kg.cli.frame import EXITS, tell, write
from kg.errors import KgError, SymbolError

try:
    from kg.cli import (
        analysing,
        asking,
        exploring,
        fetching,
        indexing,
        making,
        measuring,
        publishing,
    )
except (ImportError, OSError, AttributeError) as error:  # as libraries break, or are too old
    BROKEN = f"a library is missing or broken: {error}; kg doctor says what to do"
    COMMANDS: tuple[click.Command, ...] = (doctoring.doctor_command,)
else:
    BROKEN = ""
    COMMANDS = (
        fetching.fetch_command,
        making.build_command,
        making.extract_command,
        measuring.evaluate_command,
        measuring.compare_command,
        indexing.index_command,
        asking.query_command,
        asking.explain_command,
        asking.validate_command,
        asking.export_command,
        asking.stats_command,
        asking.render_command,
        exploring.explore_command,
        publishing.site_command,
        analysing.rank_command,
        analysing.communities_command,
        doctoring.doctor_command,
    )


@click.group(epilog=EXITS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="kg")
def kg() -> None:
    """Build and ask a knowledge graph of United Nations resolutions.

    \b
    kg build resolutions/ --output output     texts in, a graph out
    kg query cited-by --param symbol=70/1     who cites 70/1, and how
    kg explain A/HRC/RES/48/24 18/18          the words behind an edge
    """


for command in COMMANDS:
    kg.add_command(command)


def main() -> None:
    """Run the command line; turn what unkg refuses into one line and an exit code."""
    if BROKEN and sys.argv[1:2] != ["doctor"]:
        _stop(BROKEN, 2)
    try:
        with kg.make_context("kg", sys.argv[1:]) as context:
            kg.invoke(context)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except (KeyboardInterrupt, click.Abort):
        _stop("stopped", 130)
    except click.exceptions.NoArgsIsHelpError as error:
        write(f"{error.format_message()}\n")
        sys.exit(2)
    except click.UsageError as error:
        hint = f"; see {error.ctx.command_path} --help" if error.ctx else ""
        _stop(f"{error.format_message()}{hint}", 2)
    except (KgError, SymbolError) as error:
        _stop(str(error), 2)
    except BrokenPipeError:  # the reader of our output has seen enough
        sys.stderr.close()
        sys.exit(0)


def _stop(words: str, code: int) -> NoReturn:
    tell(words)
    sys.exit(code)
