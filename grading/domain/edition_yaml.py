"""Reads the plain part of YAML that edition files use, keeping line numbers.

YAML guesses types: an unquoted `1.10` is a number, `no` is false, `2013-11-04` a date.
In an edition these are outcome codes and words, so here only `true`, `false`, `null`
and whole numbers are anything but text.
"""

import re

import yaml

from grading.domain.edition_problems import Path, Problems

_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}
# Nine digits are plenty for a score, and keep a wall of digits from being worked out.
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,8})")
_TEXT_TAG = "tag:yaml.org,2002:str"

_CHECK_SIGNS = (
    "Check that the lines are indented with spaces and line up, that each “:” has a space "
    "after it, and put any text that holds “: ”, “#” or a quotation mark in quotation marks."
)


def read_yaml(text: str, problems: Problems) -> object:
    """The text's content; records problems, and raises if it cannot be read at all.

    The line of each value is handed to `problems` for use in later messages.
    """
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        content = None if node is None else _Reading(problems).value(node, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        problems.add_at_line(
            mark.line + 1 if mark else 1, f"This is not YAML: {error.problem}.", _CHECK_SIGNS
        )
    except yaml.reader.ReaderError as error:
        problems.add_at_line(
            text.count("\n", 0, error.position) + 1,
            "This holds a sign that cannot be shown.",
            "Delete it, or type the line afresh.",
        )
    except RecursionError:
        problems.add_at_line(1, "The fields are nested too deeply.", _CHECK_SIGNS)
    else:
        return content
    problems.raise_any()
    raise AssertionError("a reading that failed has a problem")


class _Reading:
    """Turns YAML's nodes into values, noting the line of each."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._lines: dict[Path, int] = {}
        self._seen: set[int] = set()
        problems.lines = self._lines

    def value(self, node: yaml.Node, path: Path) -> object:
        """The value of a node. An alias gives the same node again, and is refused:
        it hides what a line says, and can blow a small file up."""
        # setdefault: the line of a field's name, noted already, tells more than its value's.
        self._lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            mend = "Write the value out in full."
            self._problems.add(path, "An alias (“*name”) is used.", mend)
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, place)) for place, item in enumerate(node.value)]
        return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        content: dict[str, object] = {}
        for name_node, value_node in node.value:
            name = name_node.value
            line = name_node.start_mark.line + 1
            if not isinstance(name, str):
                self._problems.add_at_line(line, "A field’s name must be text.", _CHECK_SIGNS)
            elif name in content:
                first = self._lines[(*path, name)]
                problem = f"“{name}” is given twice; the first is on line {first}."
                self._problems.add_at_line(line, problem, "Keep one of the two.")
            else:
                self._lines[(*path, name)] = line
                content[name] = self.value(value_node, (*path, name))
        return content

    def _scalar(self, node: yaml.Node, path: Path) -> object:
        text = str(node.value)
        if node.tag != _TEXT_TAG:
            self._problems.add(path, f"The sign “{node.tag}” is not used here.", "Delete it.")
        if isinstance(node, yaml.ScalarNode) and node.style is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if _WHOLE_NUMBER.fullmatch(text) else text
