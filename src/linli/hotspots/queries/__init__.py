"""Reading hot issues: lists, and one with its course and the matters in it."""

from linli.hotspots.queries.lists import issue, issue_of, issues
from linli.hotspots.queries.sight import visible_issues, visible_reports

__all__ = ["issue", "issue_of", "issues", "visible_issues", "visible_reports"]
