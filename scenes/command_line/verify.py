"""``optviz verify``: whether factors, an inverse, a solution or steps are right, and where not."""

from __future__ import annotations

from typing import Any

import click

from scenes.command_line.explain import write
from scenes.command_line.meant import AskingCommand
from scenes.command_line.options import help_text, options_of, parameters_from
from scenes.explanations.figure_options import FigureOptions
from scenes.explanations.linear_algebra.verification import VerifiedFactors
from scenes.explanations.writing import WritingOptions

__all__ = ["verify"]

_HOLDS, _DOES_NOT = 0, 1


def _verify(**typed: Any) -> int:
    from linalg.errors import LinalgError

    options = parameters_from(WritingOptions, typed)
    asked = parameters_from(VerifiedFactors, typed)
    try:
        record = asked.record()
    except (LinalgError, TypeError) as error:
        raise click.UsageError(str(error), click.get_current_context()) from error
    write(record, asked.remarks, "verify", options, FigureOptions())
    return _HOLDS if record else _DOES_NOT


verify = AskingCommand(
    "verify",
    params=[*options_of(VerifiedFactors), *options_of(WritingOptions)],
    callback=_verify,
    short_help="Verify factors, an inverse, a solution or steps.",
    help=help_text(
        "Say whether factors, an inverse, a solution or row operations are right, and if not what "
        "is wrong first and what explains it. The exit status is 0 where everything holds, 1 where "
        "something does not, 2 for what cannot be read.",
        "optviz verify --matrix '2 1; 8 7' --L '1 0; 4 1' --U '2 1; 0 3'",
        "optviz verify --matrix '2 1; 8 7' --rhs '3 15' --x '1 1'",
        "optviz verify --matrix '2 1; 8 7' --steps 'R2 - 4 R1' --U '2 1; 0 3'",
    ),
)
