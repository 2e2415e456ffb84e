"""Whether a text speaks of a group that it is tagged with: by words, so only a hint.

It looks for beginnings of words. A text that names all nine characteristics together
mentions each of them. An inclusion group is looked for by the words of its own name.
"""

import re
from collections.abc import Mapping

ALL_NINE = re.compile(r"\b(nine|all|every|each)( \w+)? (protected )?characteristics?\b")
# Words that the names of groups share and that say nothing of the group.
EMPTY_WORDS = frozenset(
    {"people", "with", "from", "who", "and", "or", "the", "our", "other", "group"}
)
STEMS: Mapping[str, tuple[str, ...]] = {
    "age": ("age", "aging", "old", "young", "child", "teen", "year", "pension", "student", "baby"),
    "disability": (
        "disab", "wheelchair", "deaf", "blind", "sight", "hearing", "autis", "dementia", "access",
        "impair", "learning", "mental", "sign language", "bsl", "easy read", "carer", "neurodiv",
    ),
    "gender_reassignment": ("trans", "gender", "non-binary", "nonbinary", "lgbt"),
    "marriage_civil_partnership": ("marri", "civil partner", "spouse", "wife", "husband", "single"),
    "pregnancy_maternity": (
        "pregnan", "matern", "birth", "mother", "midwi", "antenatal", "baby", "babies",
    ),
    "race": (
        "race", "racial", "racis", "ethnic", "black", "asian", "wres", "minority", "roma", "gypsy",
        "traveller", "irish", "white", "migrant", "refugee", "language", "interpret", "bme", "bame",
    ),
    "religion_belief": (
        "religi", "belief", "faith", "muslim", "christian", "jewish", "hindu", "sikh", "chapl",
        "church", "mosque", "pray", "buddh",
    ),
    "sex": ("sex", "women", "woman", "men", "man", "male", "female", "girl", "boy", "gender"),
    "sexual_orientation": ("sexual", "gay", "lesbian", "bisexual", "lgb", "queer"),
}  # fmt: skip


def mentions(text: str, *, key: str, label: str) -> bool:
    """Whether any word of the text begins as one of the group's words does."""
    said = " ".join(text.casefold().split())
    stems = STEMS.get(key) or tuple(_words_of(label))
    if key in STEMS and ALL_NINE.search(said):
        return True
    return any(re.search(rf"\b{re.escape(stem)}", said) for stem in stems)


def _words_of(label: str) -> list[str]:
    """The words of a name, without an ending, so that "carers" finds "carer"."""
    words = re.findall(r"\w+", label.casefold())
    telling = [word for word in words if len(word) > 2 and word not in EMPTY_WORDS] or words
    return [word[:-1] if word.endswith("s") and len(word) > 4 else word for word in telling]
