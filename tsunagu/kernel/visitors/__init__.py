"""People without an account: how often they may send, and the code by which they find it again."""
