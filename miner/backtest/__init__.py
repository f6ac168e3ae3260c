"""Replays history: what the list would have shown on days of the past, and which labels came later."""
