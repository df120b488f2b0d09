"""The shared reading of each sentence: who, on what condition, does what to whom.

Every term type asks here; none cuts sentences, resolves sides or classifies conditions itself.
"""
