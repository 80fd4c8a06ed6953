"""Training the encoder that the packaged pipeline reads with, and packing it."""
