"""CSV files of people to invite."""

HEAD = "local_interest,kind,represents,name,email,language,format"


def row(
    group: str = "Example Voices",
    kind: str = "community_group",
    represents: str = "disability",
    name: str = "Pat Example",
    email: str = "pat@example.org",
    language: str = "en",
    format: str = "standard",
) -> str:
    cells = (group, kind, represents, name, email, language, format)
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


def file(*rows: str, head: str = HEAD) -> str:
    return "\n".join([head, *rows]) + "\n"


BAD_ROWS = (
    row(email="no address"),
    row(email=""),
    row(name=" "),
    row(group=""),
    row(kind="choir"),
    row(group="Nowhere Known", kind=""),
    row(language="xx", email="language@example.org"),
    row(format="smoke signals", email="format@example.org"),
    row(group="Unheard", represents="left-handed", email="represents@example.org"),
    row(email="lead@example.org"),
    row(email="board@example.org"),
    row(name="x" * 151, email="long@example.org"),
    row(group="y" * 201, email="long-group@example.org"),
    row(email="twice@example.org") + ",one,too,many",
    '"Example Voices"x,"community_group",,"Pat","quote@example.org",,',
    row(kind="healthwatch", email="kind@example.org"),
    row(name="Pat\x07Bell", email="bell@example.org"),
    row(name="Person 1", email="PERSON-1@EXAMPLE.ORG", group="Group 1"),
    row(email="two@signs@example.org"),
    "just one cell",
)


def five_hundred() -> tuple[str, list[int]]:
    """480 right rows in 40 groups with 20 wrong ones among them; and the lines of those."""
    rows = [
        row(group=f"Group {n % 40}", name=f"Person {n}", email=f"person-{n}@example.org")
        for n in range(480)
    ]
    rows.insert(0, row(email="first@example.org"))  # Makes the group that wrong rows name.
    del rows[-1]
    for place, bad in enumerate(BAD_ROWS, start=1):
        rows.insert(place * 24, bad)
    return file(*rows), [number + 2 for number, line in enumerate(rows) if line in BAD_ROWS]
