"""Who was studied and how the drug was given: the traits that an abstract states of its own patients and treatment."""
