"""NHS.UK's components, rendered from their own templates: the one way markup of theirs is made."""

from edsportal.common.nhsuk.render import UnknownComponent, render_component
from edsportal.common.nhsuk.safety import UnsafeHtml

__all__ = ["UnknownComponent", "UnsafeHtml", "render_component"]
