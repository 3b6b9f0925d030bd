"""The network of organisations that keep the town's directory true: what they change, confirm and are asked.

Owns proposed changes of listings (申し出), their confirmation, calls, and reports of mistakes.
Does not own the listings themselves (directory) or hand-overs of families (desk).
"""
