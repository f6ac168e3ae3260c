"""Label facts: what is approved, where and since when, and how a claim compares with them."""
