"""The jobs of miner: run, nightly refresh, fetching, importing, reading files, backups and self-checks."""
