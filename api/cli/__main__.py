"""`python -m api.cli` is `evenhand`."""

from api.cli import main

main()
