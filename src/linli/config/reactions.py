"""What a lower app sets going above itself: it defers a job by name in its transaction and knows no more of it."""

REACTIONS: dict[str, str] = {
    "workforce.mail_out": "delivery leaves a letter; who holds the post it is for, workforce knows",
    "delivery.send_code": "its own job: a mail server is never waited for inside a request",
    "regrouping.carry_out": "its own job: laying a community into other grids takes longer than a request may",
    "matters.follow_regrouping": "grids were regrouped; which open matters lie elsewhere now, matters knows",
}
"""Names of the jobs that are deferred by name, and why."""
