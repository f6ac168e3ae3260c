"""What is approved, where and since when; a claim held against it."""
