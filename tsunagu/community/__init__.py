"""What residents write for one another: the board (掲示板), reports (市民レポート), letters to circles.

Owns posts and their moderation, reports of abuse, appeals, and letters to circles.
Does not own the places that are written about (directory) nor what a family tells the desk (desk).
"""
