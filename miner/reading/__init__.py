"""Reading: from the text of an article to its mentions and claims."""
