"""Names of files as people gave them, made safe to store, show and send."""

import unicodedata

LONGEST = 150
# Separators of paths, what Windows refuses, and quotes that would end a header's value.
_BARRED = frozenset("/\\:*?\"<>|'`;%")


def safe_name(name: str, *, fallback: str = "file") -> str:
    """`name` without folders, control characters or marks that turn the reading direction.

    Letters of every language stay. The extension is kept, in small letters, also when a
    long name is cut. Gives `fallback` for a name with nothing left in it.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = unicodedata.normalize("NFC", last)
    kept = "".join(_kept(letter) for letter in plain)
    stem, dot, extension = " ".join(kept.split()).rpartition(".")
    if not dot:
        stem, extension = extension, ""
    stem = stem.strip(" .") or fallback
    ending = f".{extension.strip().lower()}" if extension.strip() else ""
    return stem[: LONGEST - len(ending)].rstrip(" .") + ending


def extension_of(name: str) -> str:
    """The part after the last dot in small letters, "" where there is none."""
    _stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot else ""


def _kept(letter: str) -> str:
    if unicodedata.category(letter).startswith(("C", "Zl", "Zp")):
        return " " if letter in "\t\r\n" else ""
    return "_" if letter in _BARRED else letter
