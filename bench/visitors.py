"""Who sends the load: people who read a grading page and people who save a grade.

A redirect to a sign-in page looks like a very fast save, so each answer is compared with
the one and only right answer to its request.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from urllib.parse import urlencode

from bench.load import Answer, WrongAnswer

COMMENT = "We saw this in the clinic's figures, and two of the groups in the room told us the same."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has come in: their cookies, their CSRF token, and the questions they answer."""

    cookie: str
    token: str
    questions: tuple[int, ...]

    def get(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n\r\n".encode()

    def post(self, path: str, fields: dict[str, object]) -> bytes:
        body = urlencode({"csrfmiddlewaretoken": self.token, **fields})
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return (head + body).encode()


def shares(people: Sequence[Person], connections: int) -> list[list[Person]]:
    """The people dealt out, so that no two connections ever save for the same person."""
    return [list(people[number::connections]) for number in range(connections)]


def turns(people: Sequence[Person]) -> Iterator[tuple[Person, int]]:
    """Each person's questions in turn, for ever."""
    return cycle([(person, question) for person in people for question in person.questions])


@dataclass
class Reader:
    """Opens one question after another; ``path`` has a place for its number."""

    people: Sequence[Person]
    path: str
    mark: bytes

    def __post_init__(self) -> None:
        self._turns = turns(self.people)

    def next_request(self) -> bytes:
        person, question = next(self._turns)
        return person.get(self.path.format(question))

    def check(self, answer: Answer) -> None:
        if answer.status != 200 or self.mark not in answer.body:
            raise WrongAnswer(f"not a grading page: {answer.status} {answer.location}")


@dataclass
class Saver:
    """Saves one grade after another. A subclass says what to send and what must come back."""

    people: Sequence[Person]
    grades: Sequence[str]
    #: How often each answer was saved and acknowledged, by person's cookie and question.
    saved: dict[tuple[str, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turns = turns(self.people)
        self._now: tuple[str, int] = ("", 0)
        self._expected = ""
        # The same grades in every run.
        self._chance = random.Random(3)

    def next_request(self) -> bytes:
        person, question = next(self._turns)
        self._now = (person.cookie, question)
        grade = self._chance.choice(self.grades)
        request, self._expected = self.request_for(person, question, grade)
        return request

    def request_for(self, person: Person, question: int, grade: str) -> tuple[bytes, str]:
        """The request, and the redirect that says it was saved."""
        raise NotImplementedError

    def check(self, answer: Answer) -> None:
        if answer.status != 302 or answer.location != self._expected:
            came = f"{answer.status}, sent to {answer.location!r}"
            raise WrongAnswer(f"not saved: {came} and not {self._expected!r}")
        self.saved[self._now] = self.saved.get(self._now, 0) + 1


class PortalSaver(Saver):
    """A grader. The portal refuses a save that does not know of the one before it."""

    def request_for(self, person: Person, question: int, grade: str) -> tuple[bytes, str]:
        following = person.questions[person.questions.index(question) - 1]
        version = self.saved.get((person.cookie, question), 0)
        # The same answer again would make no new version, and the next save would clash.
        fields = {
            "version": version,
            "continue_to": following,
            "answer": grade,
            "comment": f"{COMMENT} ({version})",
        }
        return person.post(f"/grade/{question}/", fields), f"/grade/{following}/?saved={question}"


class FloorSaver(Saver):
    """A user of the bare view."""

    def request_for(self, person: Person, question: int, grade: str) -> tuple[bytes, str]:
        fields = {"outcome": question, "grade": grade, "comment": COMMENT}
        return person.post(f"/grade/{question}/", fields), f"/grade/{question}/?saved={question}"
