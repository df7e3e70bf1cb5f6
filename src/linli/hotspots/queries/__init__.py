"""Reading hot issues: lists, one with its course and the matters in it (`lists`), the one that what is being typed
belongs to (`near`)."""

from linli.hotspots.queries.lists import issue, issue_of, issues
from linli.hotspots.queries.near import forget_near, near
from linli.hotspots.queries.sight import visible_issues, visible_reports

__all__ = ["forget_near", "issue", "issue_of", "issues", "near", "visible_issues", "visible_reports"]
