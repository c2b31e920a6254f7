"""
Let wapiti and sqlmap loose on a practice of their own, and tell what they find.

They come from outside and know nothing of us: wapiti signs in as a partner and as a counselor
and attacks every form and address that it finds, sqlmap tries each address that reads a
value. It ends with an error where either finds anything.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

from tests.cast import Member
from tests.scan import scanners
from tests.scan.practice import ASKED, Practice, opened

MODULES = "sql,xss,permanentxss,file,crlf,redirect,exec,csrf,http_headers,csp,cookieflags,methods"
BY_HTTP = "Secure flag is not set"
"""Said of every cookie on this machine, where nothing runs by https; tests of signing in look."""

HALVES = {"partner": "alex", "counselor": "morgan"}
"""As whom the scanners sign in for each half of the portal."""

FOUND = ("is vulnerable", "appears to be injectable", "identified the following injection")


def main() -> int:
    """Scan as both, or as one of them, and print a line for each scanner."""
    parser = argparse.ArgumentParser(prog="python -m tests.scan", description=__doc__)
    parser.add_argument("--minutes", type=int, default=10, help="the longest for one scan")
    parser.add_argument("--as", dest="half", choices=(*HALVES, "both"), default="both")
    asked = parser.parse_args()
    programs = scanners.install()
    found: list[str] = []
    with opened() as practice:
        for name in [HALVES[asked.half]] if asked.half in HALVES else HALVES.values():
            member = getattr(practice.cast, name)
            pages = practice.pages_of(member)
            for scan in (wapiti, sqlmap):
                told = scan(programs, practice, member, pages, asked.minutes)
                print(*told, sep="\n", flush=True)
                found += told[1:]
    return int(bool(found))


def wapiti(
    programs: Path, practice: Practice, member: Member, pages: list[str], minutes: int
) -> list[str]:
    """What wapiti reports, behind a line that says how it went."""
    before = practice.newest_device(member)
    report = practice.folder / f"wapiti-{member.name.split()[-1]}.json"
    command: list[str | Path] = [
        *(programs / "wapiti", "-u", f"{practice.address}/", "--scope", "folder"),
        *(part for path in pages for part in ("-s", practice.address + path)),
        *("--form-url", f"{practice.address}/sign-in"),
        *("--form-user", member.email, "--form-password", member.password),
        *("-x", f"{practice.address}/sign-out", "-m", MODULES),
        # A third to look around; the rest is shared, since wapiti counts for each attack anew.
        *("--max-scan-time", str(minutes * 20)),
        *("--max-attack-time", str(minutes * 40 / (MODULES.count(",") + 1))),
        *("--no-bugreport", "--flush-session", "-f", "json", "-o", report),
    ]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if not report.exists():
        return ["wapiti:", f"it did not come to an end: {ended.stdout[-500:]}"]
    told = json.loads(report.read_text(encoding="utf-8"))
    named = [
        f"  {kind}: {each.get('method')} {each.get('path')} {each.get('info')}"
        for kind, all_of_it in told["vulnerabilities"].items()
        for each in all_of_it
        if BY_HTTP not in str(each.get("info"))
    ]
    if practice.newest_device(member) <= before:
        named.append("  it was never signed in")
    crawled = told.get("infos", {}).get("crawled_pages_nbr", "?")
    return [f"wapiti as {member.name}: {crawled} pages, {len(named)} found", *named]


def sqlmap(
    programs: Path, practice: Practice, member: Member, pages: list[str], minutes: int
) -> list[str]:
    """What sqlmap finds in the values that addresses may carry, behind a line on how it went."""
    targets = practice.folder / "targets"
    asked = urlencode(dict.fromkeys(ASKED, "1"))
    lines = [f"{practice.address}{path}?{asked}" for path in pages]
    targets.write_text("\n".join(lines), encoding="utf-8")
    command: list[str | Path] = [
        *(programs / "sqlmap", "-m", targets, "--batch", "--level=1", "--risk=2"),
        *("--dbms=sqlite", "--technique=BEU", "--flush-session", "--disable-coloring"),
        *(f"--cookie={practice.cookie_of(member)}", f"--output-dir={practice.folder / 'sqlmap'}"),
    ]
    try:
        ended = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=minutes * 60
        )
        told, how = ended.stdout, "to the end"
    except subprocess.TimeoutExpired as stopped:
        told = (stopped.stdout or b"").decode(errors="replace")
        how = f"stopped after {minutes} minutes"
    named = [f"  {line.strip()}" for line in told.splitlines() if any(f in line for f in FOUND)]
    tried = told.count("testing URL")
    if not tried:
        named.append(f"  it tried nothing: {told[-500:]}")
    return [f"sqlmap as {member.name}: {tried} of {len(pages)} addresses, {how}", *named]


if __name__ == "__main__":
    sys.exit(main())
