"""Reference pages made from code: what commands, verbs, rules and terms there are, as they are."""
