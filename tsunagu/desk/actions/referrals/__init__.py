"""The steps of a hand-over, one verb each; all go through `moving`, which asks the transition table."""
