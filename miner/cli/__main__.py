"""Runs the console script as `python -m miner.cli`, for use without installation."""

from miner.cli import main

main()
