"""A person at a browser: does what people do, and notices what is wrong with each page."""

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, Response, expect

RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"
FOUND = (
    f"axe.run({RULES}).then(r => r.violations.map("
    "v => v.id + ' ' + v.nodes.map(n => n.target.join(' ')).join(', ')))"
)
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@dataclass
class Person:
    """Presses, types and reads. ``faults`` collects what axe, console and layout find wrong."""

    name: str
    page: Page
    axe: str | None
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on(
            "console",
            lambda said: (
                self.faults.append(f"{self.page.url}: {said.text}")
                if said.type == "error"
                else None
            ),
        )

    def goes(self, address: str) -> "Person":
        response = self.page.goto(address)
        assert response is not None
        self._look(response)
        return self

    def presses(self, name: str, *, exact: bool = False) -> "Person":
        """Press the button or follow the link of this name, and look at the page that comes."""
        button = self.page.get_by_role("button", name=name, exact=exact)
        target = button if button.count() else self.page.get_by_role("link", name=name, exact=exact)
        with self.page.expect_navigation():
            target.first.click()
        self._look(None)
        return self

    def also_at(self, width: int) -> "Person":
        """Look at the same page in a window of another width, and go back to the own one."""
        own = self.page.viewport_size
        assert own is not None
        self.page.set_viewport_size({"width": width, "height": own["height"]})
        self._look(None)
        self.page.set_viewport_size(own)
        return self

    def types(self, label: str, text: str) -> "Person":
        self._one(label).fill(text)
        return self

    def chooses(self, label: str) -> "Person":
        """Tick or choose the answer of this name."""
        self._one(label, exact=True).check()
        return self

    def picks(self, label: str, option: str) -> "Person":
        self._one(label).select_option(label=option)
        return self

    def reads(self, *texts: str) -> "Person":
        """Find each text on the page, at once or as soon as a script has written it."""
        body = expect(self.page.locator("body"), f"{self.name} at {self.page.url}")
        for text in texts:
            body.to_contain_text(text, use_inner_text=True)
        return self

    def does_not_read(self, *texts: str) -> "Person":
        body = self.page.content()
        for text in texts:
            assert text not in body, f"{self.name} reads “{text}” at {self.page.url}"
        return self

    @property
    def surprises(self) -> list[str]:
        """Faults, without the console's word that a form was refused (422), where that is meant."""
        return [fault for fault in self.faults if "with a status of 422" not in fault]

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def _one(self, label: str, *, exact: bool = False) -> Locator:
        found = self.page.get_by_label(label, exact=exact)
        assert found.count(), (
            f"nothing is called “{label}” at {self.page.url}:\n"
            f"{self.page.inner_text('body')[:3000]}"
        )
        return found.first

    def _look(self, response: Response | None) -> None:
        assert response is None or response.status < 400, f"{self.page.url}: {response.status}"
        if self.axe is None:
            return
        if self.page.evaluate(TOO_WIDE):
            self.faults.append(f"{self.page.url} scrolls sideways")
        self.page.evaluate(self.axe)
        self.faults.extend(f"{self.page.url}: {finding}" for finding in self.page.evaluate(FOUND))
