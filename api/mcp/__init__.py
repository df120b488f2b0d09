"""The verbs as tools for agents: the Model Context Protocol over standard input and output."""
