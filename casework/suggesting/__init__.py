"""What was written suggests a class, for every kind of matter by the same sums.

From the ground: features → learning → measuring. What is learnt is a lexicon (词表): whole numbers by
which pairs of signs speak for a class, and nothing that anybody wrote. What from, each kind says itself.
"""
