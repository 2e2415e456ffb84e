"""``{% drawn_once "a/part.html" %}``: an include of a part without variables."""

from django import template

from edsportal.common.drawn_once import drawn_once

register = template.Library()
register.simple_tag(drawn_once)
