"""``optviz doctor``: whether everything that rendering needs is here."""

from __future__ import annotations

import sys

import click

from scenes.command_line.options import help_text

__all__ = ["doctor"]


@click.command(
    help=help_text(
        "Check that everything rendering needs is here, and say how to get what is missing.",
        "optviz doctor",
    )
)
def doctor() -> None:
    """Print one line for each thing checked; the status is 1 if something needed is missing."""
    from scenes.rendering.doctor import examine

    findings = examine()
    for finding in findings:
        mark = "ok     " if finding.present else ("missing" if finding.needed else "note   ")
        click.echo(f"{mark}  {finding.name}: {finding.detail}")
        if not finding.present:
            click.echo(f"         {finding.remedy}")
    if any(finding.needed and not finding.present for finding in findings):
        sys.exit(1)
