"""Past grades read from files: bytes to cells, cells to grades, grades to interchange documents.

Nothing is guessed: what could be read in two ways comes out as `Unclear`, with its place and
its text. docs/history.md tells what is read.
"""
