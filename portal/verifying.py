"""Whether a brief or a report that was kept can be made again, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from couples import encryption
from couples.caseload.queries import visit_practices
from couples.copies.models import KeptCopy
from couples.preparations.models import Preparation, Stage
from portal.database import reading
from portal.settings import ConfigurationError
from reports import frozen
from reports.paper import Paper
from reports.printing import print_paper


@click.group()
def report() -> None:
    """Look after the reports that are kept."""


@report.command("list")
@with_appcontext
def list_() -> None:
    """Tell the ids of all that are kept, with the moment each was ready; nobody's name."""
    with reading() as session:
        found = list(_kept_in_all(session))
        for each in found:
            kind = "brief" if isinstance(each, Preparation) else "report"
            at = (each.ready_at if isinstance(each, Preparation) else None) or each.created_at
            click.echo(f"{each.public_id}  {at:%Y-%m-%d %H:%M} UTC  {kind:6}  {each.reader.value}")
    if not found:
        click.echo("No report is kept.")


@report.command()
@click.argument("report_id", metavar="ID")
@with_appcontext
def verify(report_id: str) -> None:
    """Make a kept report again from its data, and compare it with its pages byte for byte."""
    with reading() as session:
        kept = _find(session, report_id)
        paper, pages = _thawed(kept), kept.pages
        if frozen.digest(paper) != kept.digest:
            raise click.ClickException("What it was made from is not what was kept at first.")
        if encryption.current().fingerprint(pages) != kept.pages_digest:
            raise click.ClickException("Its pages are not those that were kept at first.")
        is_same_edition = kept.edition == frozen.edition()
    if print_paper(paper) == pages:
        click.echo("The same data gives the same pages, byte for byte.")
    elif is_same_edition:
        raise click.ClickException("The same data gives other pages than those that are kept.")
    else:
        raise click.ClickException(
            "The templates have changed since: the data is what was kept, its pages look different."
        )


def _thawed(kept: Preparation | KeptCopy) -> Paper:
    thaw = frozen.thaw if isinstance(kept, Preparation) else frozen.thaw_report
    return thaw(kept.made_from or "")


def _find(session: Session, report_id: str) -> Preparation | KeptCopy:
    for kept in _kept_in_all(session):
        if kept.public_id == report_id:
            return kept
    raise ConfigurationError("No report with this id is kept; “report list” tells the ids.")


def _kept_in_all(session: Session) -> Iterator[Preparation | KeptCopy]:
    """The briefs and then the reports of each practice, oldest first."""
    for practice in visit_practices(session):
        briefs = select(Preparation).where(
            Preparation.practice_id == practice.id, Preparation.stage == Stage.READY
        )
        yield from session.scalars(briefs.order_by(Preparation.ready_at)).all()
        copies = select(KeptCopy).where(
            KeptCopy.practice_id == practice.id, KeptCopy.digest.is_not(None)
        )
        yield from session.scalars(copies.order_by(KeptCopy.id)).all()
