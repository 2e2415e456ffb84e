from edsportal.common.views.failures import csrf_failure
from edsportal.common.views.health import health

__all__ = ["csrf_failure", "health"]
