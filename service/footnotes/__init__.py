"""Which digits are footnote markers, which lines are bodies, and what stands in the bodies."""
