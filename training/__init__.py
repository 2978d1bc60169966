"""What makes and measures models: labelled text in, a model or a report of its quality out."""
