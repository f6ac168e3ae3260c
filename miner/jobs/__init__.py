"""What miner does when asked: the run, the night, fetching, importing, reading files, looking after itself."""
