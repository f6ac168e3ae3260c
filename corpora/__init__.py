"""Shipped tables, model and demonstration, and the scripts that compile, train and measure."""
