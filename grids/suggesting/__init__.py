"""The category of a case, suggested from what was written (G2): here and, by the same sums, in the browser.

From the ground: casework.suggesting → examples, county → selectors, services. What is learnt is a lexicon
(词表): whole numbers by which pairs of signs speak for a category, and nothing that anybody wrote.
"""
