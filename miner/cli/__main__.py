"""python -m miner.cli, where the console script is not installed."""

from miner.cli import main

main()
