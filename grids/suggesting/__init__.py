"""The category of a case, suggested from what was written (G2): here and, by the same sums, in the browser.

From the ground: features → learning → examples, county → selectors, services → measuring. What is learnt is
a lexicon (词表): whole numbers by which pairs of signs speak for a category, and nothing that anybody wrote.
"""
