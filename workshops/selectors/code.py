"""The code of an open workshop: worked out, never stored."""

import qrcode
from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import salted_hmac

from stakeholders.domain.invitation_token import normalise_code
from workshops.domain.code import code_from, dark_squares
from workshops.models import Workshop
from workshops.selectors.workshop import workshops_with_all


def code_of_seed(seed: str) -> str:
    """The code that belongs to a workshop's seed."""
    return code_from(salted_hmac("workshops.code", seed, algorithm="sha256").digest())


def code_of(workshop: Workshop) -> str:
    """The code to show; "" while the workshop is not open."""
    return code_of_seed(workshop.code_seed) if workshop.code_seed else ""


def hash_of_code(code: str) -> str:
    """What a code is found by. Keyed: six letters alone could be found by trying them all."""
    return salted_hmac("workshops.code-hash", normalise_code(code), algorithm="sha256").hexdigest()


def workshop_by_code(typed: str) -> Workshop | None:
    """The open workshop of a typed code; None for a wrong one. One query."""
    rows: QuerySet[Workshop] = workshops_with_all()
    return rows.filter(code_hash=hash_of_code(typed)).first()


def join_address(workshop: Workshop) -> str:
    """Where the code on the screen leads; "" while the workshop is not open."""
    code = code_of(workshop)
    return settings.SITE_URL + reverse("workshops:join", args=[code]) if code else ""


def qr_path(text: str) -> tuple[str, int]:
    """The QR code of ``text`` as an SVG path, and how many units wide it is, edge included."""
    drawing = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    drawing.add_data(text)
    drawing.make(fit=True)
    matrix = drawing.get_matrix()
    return dark_squares(matrix), len(matrix)
