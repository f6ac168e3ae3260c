"""Measurements that back the figures in the documents; each module prints its own."""
