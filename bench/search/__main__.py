"""`python -m bench.search`."""

from bench.search import main

main()
