"""Exactly once: every write comes with an id its sender made. A second arrival with the same body finds the first
one's result; with another body it is refused. Only successes are kept: a refusal may be sent again."""
