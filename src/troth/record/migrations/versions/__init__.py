"""One module for each change of the tables; none is ever edited once it was released."""
