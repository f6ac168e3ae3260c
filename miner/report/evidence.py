"""The evidence of one pair as an HTML file of its own, that opens from disk and makes no network request."""

from pathlib import Path

from miner.errors import ReportError
from miner.report.html import macro, panel_environment, read_template, source_hash
from miner.report.records import EvidencePage
from miner.report.write import replace_file

_STYLES = ("base.css", "panel.css", "changes.css", "evidence.css")


def render_evidence(page: EvidencePage) -> str:
    """Return the page as HTML; equal pages yield identical text."""
    environment = panel_environment(page.as_of)
    script = read_template("evidence.js")
    style = "".join(map(read_template, _STYLES))
    return environment.get_template("evidence.html.j2").render(
        page=page,
        entry=page.entry,
        panel=str(macro(environment, "panel", {})(page.entry, "evidence")),
        script=script,
        style=style,
        script_hash=source_hash(script),
        style_hash=source_hash(style),
    )


def write_evidence(page: EvidencePage, path: Path) -> None:
    """Write the page to a file; an older one is replaced once the page is complete. Its folder is made if missing.

    Raises:
        ReportError: the file cannot be written.
    """
    content = render_evidence(page).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
    except OSError as error:
        raise ReportError(f"Cannot write {path}: {error.strerror}; free disk space or choose another file") from error
