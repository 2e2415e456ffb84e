"""A form to a Word file: the only place that calls python-docx.

The same form gives the same bytes: days are the report's, and the parts of the package are
written anew in one order with one time.
"""

import io
import zipfile
from datetime import UTC, datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from reports.domain.checked_file import IDENTITY
from reports.presenters.official_form import FormView, SectionView

#: Zip files hold no time before 1980; this one says nothing about when it was made.
NO_TIME = (1980, 1, 1, 0, 0, 0)
#: Parts that say which report it is: kept as plain bytes, so that damage elsewhere hides nothing.
PLAIN = frozenset({"docProps/core.xml", "word/settings.xml"})
BLUE = RGBColor(0x00, 0x30, 0x87)
#: A table under a heading of a deeper level than this is kept on one page.
SPLITS_BELOW = 2
#: Widths of columns in millimetres, by how many there are; together as wide as the page is.
WIDTHS = {2: (60, 110), 3: (20, 45, 105), 4: (50, 42, 48, 30)}


def make_docx(form: FormView, *, sha256: str) -> bytes:
    """The form as a Word file: real headings, table heads that repeat, language and properties.

    ``sha256`` is of the snapshot it is made from, and stands in the file twice.
    """
    with translation.override(settings.LANGUAGE_CODE):
        document = Document()
        _set_up(document, form)
        document.add_heading(form.name, level=1)
        document.add_paragraph(f"{form.organisation} · {form.edition} · {form.year}")
        for note in _notes(form):
            document.add_paragraph(note)
        for section in form.sections:
            _section(document, section, form)
        _say_of_what(document, sha256)
    return _same_bytes(document)


def _set_up(document: Doc, form: FormView) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2, 3):
        style = document.styles[f"Heading {level}"]
        style.font.name, style.font.color.rgb = "Arial", BLUE
        for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(name), None)
    page.header.paragraphs[0].text = f"{form.organisation} · {form.edition} · {form.year}"
    _page_number(page.footer.paragraphs[0])
    _properties(document, form)


def _properties(document: Doc, form: FormView) -> None:
    day = datetime.fromisoformat(form.published_on).replace(tzinfo=UTC)
    about = document.core_properties
    about.title, about.author, about.last_modified_by = form.title, form.organisation, ""
    about.subject = form.subject
    about.keywords = f"{form.edition}, {form.year}, {form.ods_code}"
    about.comments, about.language, about.revision = "", "en-GB", 1
    about.created = about.modified = day.replace(tzinfo=None)


def _say_of_what(document: Doc, sha256: str) -> None:
    """Name the report in two parts, as an identifier and as a variable, both without a reader."""
    document.core_properties.identifier = f"{IDENTITY}:{sha256}"
    variables, variable = OxmlElement("w:docVars"), OxmlElement("w:docVar")
    variable.set(qn("w:name"), IDENTITY)
    variable.set(qn("w:val"), sha256)
    variables.append(variable)
    document.settings.element.find(qn("w:compat")).addnext(variables)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _notes(form: FormView) -> list[str]:
    notes = {
        _("This organisation and everything in this report are made up for demonstration."): (
            form.is_fictional
        ),
        _(
            "We know of no official form of this edition. The order is that of the form named "
            "above."
        ): not form.own,
        form.correction_reason: bool(form.correction_reason),
    }
    day = date_format(datetime.fromisoformat(form.published_on), "j F Y")
    return [
        *(note for note, said in notes.items() if said),
        *_source(form),
        _("Labels and order of the form: %(certainty)s (%(source)s).")
        % {"certainty": form.certainty, "source": form.source_title},
        _("Published %(day)s · Version %(version)d") % {"day": day, "version": form.version},
    ]


def _source(form: FormView) -> list[str]:
    """Of history: that it was brought in, from where, and how sure it is."""
    found = form.brought_in
    if found is None:
        return []
    source = _("Source: %(url)s") % {"url": found.url} if found.url else ""
    return [words for words in (found.about, source, found.note) if words]


def _section(document: Doc, section: SectionView, form: FormView) -> None:
    document.add_heading(section.heading, level=section.level)
    if section.text:
        document.add_paragraph(section.text)
    if section.columns and section.rows:
        table = _table(document, section.columns, len(section.rows))
        for row, cells in zip(table.rows[1:], section.rows, strict=True):
            for cell, lines in zip(row.cells, cells, strict=True):
                _fill(cell, lines, form.left_empty)
        if section.fields:
            document.add_paragraph()  # Two tables that touch are one to Word.
    elif section.columns:
        document.add_paragraph(f"{' · '.join(section.columns)}: {form.no_rows}")
    if section.fields:
        table = _table(document, [_("Field"), _("Answer")], len(section.fields))
        for row, field in zip(table.rows[1:], section.fields, strict=True):
            _fill(row.cells[0], [field.label], form.left_empty)
            _fill(row.cells[1], field.lines, form.left_empty)
        if section.level > SPLITS_BELOW:
            _keep_whole(table)


def _table(document: Doc, columns: list[str], rows: int) -> Table:
    """A ruled table whose first row is a head that repeats on every page."""
    table = document.add_table(rows=rows + 1, cols=len(columns), style="Table Grid")
    table.autofit = False
    for grid, width in zip(table.columns, WIDTHS[len(columns)], strict=True):
        grid.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, WIDTHS[len(columns)], strict=True):
            cell.width = Mm(width)  # Word goes by the cells, LibreOffice by the columns.
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, column in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(column).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(head)
    return table


def _keep_whole(table: Table) -> None:
    """Every line stays on the page of the next; the last row ends it."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _fill(cell: _Cell, lines: list[str], left_empty: str) -> None:
    first, *rest = lines or [left_empty]
    cell.paragraphs[0].text = _plain(first)
    for line in rest:
        cell.add_paragraph(_plain(line))


def _plain(text: str) -> str:
    """Without control characters, which XML cannot hold."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _same_bytes(document: Doc) -> bytes:
    raw = io.BytesIO()
    document.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as same:
        for name in sorted(made.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = zipfile.ZipInfo(name, date_time=NO_TIME)
            part.compress_type = zipfile.ZIP_STORED if name in PLAIN else zipfile.ZIP_DEFLATED
            same.writestr(part, made.read(name))
    return out.getvalue()
