"""What the network's pages say."""
