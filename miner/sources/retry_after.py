"""The Retry-After header of an HTTP answer (RFC 9110, section 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_seconds(value: str, sent_at: str = "") -> float:
    """Seconds that a server asks to wait, given as a number or as a date; 0 where there is none or it is rubbish.

    Args:
        value: of the header Retry-After.
        sent_at: of the header Date: a date is counted from it, since the server's clock need not be ours.
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
