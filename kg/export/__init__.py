"""What a store holds, in formats that others read. Each format says what it drops.

Personal data (telephone, address, account, names of people) is left out of every format, as it is
left out of the graph: it stays in the facts of the store.
"""
