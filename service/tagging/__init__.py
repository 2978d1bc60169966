"""The learned tagger: text to pieces to tags to spans. It reads passages and knows nothing of values or links."""
