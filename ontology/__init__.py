"""What words mean: facts, values, term types, statutes and places. Imports nothing of ours."""
