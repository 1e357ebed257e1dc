"""What a petition may be, suggested from its words to whoever sorts it (XF-20): never chosen by itself.

From the ground: wordlists → suggesting → measuring. All of it comes from two lists that people wrote and
everybody may read; nothing is learnt from petitions, so nothing confidential can stand in them.
"""
