"""Easy-read text, one sentence to a line."""

import re

_END_OF_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of an edition's easy-read text, in order; () for none."""
    return tuple(sentence for sentence in _END_OF_SENTENCE.split(text.strip()) if sentence)
