"""What a lower app sets going above itself: it defers a job by name in its transaction and knows no more of it."""

REACTIONS: dict[str, str] = {
    "workforce.mail_out": "delivery leaves a letter; who holds the post it is for, workforce knows",
    "delivery.send_code": "its own job: a mail server is never waited for inside a request",
    "regrouping.carry_out": "its own job: laying a community into other grids takes longer than a request may",
    "matters.follow_regrouping": "grids were regrouped; which open matters lie elsewhere now, matters knows",
    "matters.learn": "its own job: learning takes minutes; which matters were closed, matters knows",
    "habits.count": "its own job: counting a site takes seconds to minutes, longer than a request may",
    "visits.follow_register": "who lives where, with which labels, changed; how often whom to reach, visits knows",
    "visits.carry_on": "its own job: whoever carries out a campaign does not see the door his visit is to",
    "visits.plan": "its own job: a week of a community takes seconds, longer than a request may",
    "sync.end_phones": "an account's sessions were ended; which phones go with them, sync knows",
    "sheets.check": "its own job: a ledger of thousands of rows is not read inside a request",
    "sheets.load": "its own job, part by part: it goes on where it stopped",
    "sheets.index": "what was loaded is found a moment later; nobody waits for it with the load",
    "sheets.index_missed": "the worker starts: what nothing finds yet, as after an upgrade, is found before the night",
}
"""Names of the jobs that are deferred by name, and why."""
