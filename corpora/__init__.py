"""The tables, model and demonstration corpus that ship, and the code that compiles, trains and evaluates them."""
