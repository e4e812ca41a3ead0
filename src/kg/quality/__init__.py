"""Annotated documents → how well they are read, and the weights that they are read with."""
