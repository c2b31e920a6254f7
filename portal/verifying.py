"""Whether a brief that was kept can be made again, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import encryption
from couples.caseload.queries import visit_practices
from couples.preparations.models import Preparation, Stage
from portal.database import reading
from portal.settings import ConfigurationError
from reports import frozen
from reports.html import render_paper
from reports.rendering import print_pdf


@click.group()
def report() -> None:
    """Look after the reports that are kept."""


@report.command("list")
@with_appcontext
def list_() -> None:
    """Tell the ids of all that are kept, with the moment each was ready; nobody's name."""
    with reading() as session:
        found = sorted(_ready_in_all(session), key=lambda each: each.ready_at or each.created_at)
        for each in found:
            click.echo(f"{each.public_id}  {each.ready_at:%Y-%m-%d %H:%M} UTC  {each.reader.value}")
    if not found:
        click.echo("No report is kept.")


@report.command()
@click.argument("report_id", metavar="ID")
@with_appcontext
def verify(report_id: str) -> None:
    """Make a kept report again from its data, and compare it with its pages byte for byte."""
    with reading() as session:
        kept = _find(session, report_id)
        brief, pages = frozen.thaw(kept.made_from or ""), kept.pages
        if frozen.digest(brief) != kept.digest:
            raise click.ClickException("What it was made from is not what was kept at first.")
        if encryption.current().fingerprint(pages) != kept.pages_digest:
            raise click.ClickException("Its pages are not those that were kept at first.")
        is_same_edition = kept.edition == frozen.edition()
    if print_pdf(render_paper(brief)) == pages:
        click.echo("The same data gives the same pages, byte for byte.")
    elif is_same_edition:
        raise click.ClickException("The same data gives other pages than those that are kept.")
    else:
        raise click.ClickException(
            "The templates have changed since: the data is what was kept, its pages look different."
        )


def _find(session: Session, report_id: str) -> Preparation:
    for kept in _ready_in_all(session):
        if kept.public_id == report_id:
            return kept
    raise ConfigurationError("No report with this id is kept; “report list” tells the ids.")


def _ready_in_all(session: Session) -> Iterator[Preparation]:
    for practice in visit_practices(session):
        yield from session.scalars(
            select(Preparation).where(
                Preparation.practice_id == practice.id, Preparation.stage == Stage.READY
            )
        ).all()
