"""All outlets side by side: from the evidence to the editions an analyst reads."""
