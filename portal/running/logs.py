"""One line of JSON an event, without personal data: no words of a search, no key of a letter, no value of a failed step."""

import structlog
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware

KEYS = ("key", "token", "uid", "uidb36")  # whoever holds these words of an address may use it

# The first tells every program that starts that it was loaded; the other says of each job what Celery says of it.
QUIET = ("pikepdf", "django_structlog.celery.receivers")

EVERY_LINE: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,  # the places a failure passed through, not what they held
]


def configuration(level: str) -> dict:
    """For LOGGING: the portal's own lines and those of every library look alike."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *EVERY_LINE, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    as_json = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.JSONRenderer()]
    line = {"()": structlog.stdlib.ProcessorFormatter, "foreign_pre_chain": EVERY_LINE, "processors": as_json}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {name: {"level": "WARNING"} for name in QUIET},
    }


class Requests(RequestMiddleware):
    """Says of a request its method and path."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {_without_keys(request.path)}"


def _without_keys(path: str) -> str:
    try:
        words = resolve(path).kwargs
    except Resolver404:
        return path
    for key in {str(words[name]) for name in KEYS if name in words}:
        path = path.replace(key, "***")
    return path
