"""What goes into the log and in how many words."""

import logging

SHOWN_MOST = 300


class OneLine(logging.Filter):
    """Keeps an event to one line, for what comes from outside at any hour and is no mistake of ours: a stranger's Host,
    or a form with more in it than any of ours, is told without a traceback, without characters that would begin another
    line, and not for ever."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let it pass, cut short."""
        said = "".join(one if one.isprintable() else "?" for one in record.getMessage())
        record.msg, record.args = said[:SHOWN_MOST], None
        record.exc_info = record.exc_text = record.stack_info = None
        return True
