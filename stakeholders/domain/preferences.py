"""In which form and language somebody likes to be written to."""

from enum import StrEnum


class Format(StrEnum):
    """How a person reads best. The values are written in CSV files, so they never change."""

    STANDARD = "standard"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    AUDIO = "audio"
    BSL = "bsl"
    PAPER = "paper"


# Codes of ISO 639, as browsers and translators know them. English, Welsh, then the main
# languages other than those that most people in England gave in the census of 2021.
LANGUAGES = {
    "en": "English",
    "cy": "Welsh",
    "sq": "Albanian",
    "ar": "Arabic",
    "bn": "Bengali",
    "bg": "Bulgarian",
    "zh": "Chinese",
    "fr": "French",
    "de": "German",
    "el": "Greek",
    "gu": "Gujarati",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "pa": "Panjabi",
    "fa": "Persian",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "so": "Somali",
    "es": "Spanish",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
}


def language_code(typed: str) -> str | None:
    """The code of a language given by code or English name; "" for none given, None if unknown."""
    wanted = typed.strip().casefold()
    if wanted in LANGUAGES or not wanted:
        return wanted
    return next((code for code, name in LANGUAGES.items() if name.casefold() == wanted), None)


def format_key(typed: str) -> str | None:
    """The key of a format, however its words are joined; "" for none given, None if unknown."""
    wanted = typed.strip().casefold().replace(" ", "_").replace("-", "_")
    return wanted if not wanted or wanted in set(Format) else None
