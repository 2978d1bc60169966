"""Span text to exact value: numbers, amounts, dates, percents, quantities, documents, places."""
