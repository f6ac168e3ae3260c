"""The Retry-After header of an HTTP answer (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_seconds(value: str, sent_at: str = "") -> float:
    """Return the seconds that a server asks to wait, given as a number or a date; 0 if missing or malformed.

    Args:
        value: the Retry-After header.
        sent_at: the Date header, from which a date is counted, since the server's clock may differ from ours.
    """
    text = value.strip()
    if re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        return float(text)
    try:
        now = _moment(sent_at) if sent_at else datetime.now(UTC)
        return max(0.0, (_moment(text) - now).total_seconds())
    except ValueError:
        return 0.0


def _moment(text: str) -> datetime:
    moment = parsedate_to_datetime(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
