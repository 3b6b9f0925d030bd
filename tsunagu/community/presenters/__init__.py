"""What the community's pages say."""
