"""Reads literature for off-label uses of approved drugs: articles, claims, ledger, signals, list."""
