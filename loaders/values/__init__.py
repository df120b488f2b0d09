"""Values in running text: numerals, money, durations, dates and rates, each with its span."""
