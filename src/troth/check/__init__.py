"""Step three: agreements held against the record; nothing here yet."""
