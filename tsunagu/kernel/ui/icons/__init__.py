"""The line icons: one SVG source each, on a 24-pixel grid, in the colour of the text beside them."""
