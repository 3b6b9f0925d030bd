"""What the front door's pages say."""
