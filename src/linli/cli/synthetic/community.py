"""A whole community, made in order: places, who lives in them, labels and skills, organisations."""

from datetime import date

from linli.cli.synthetic import firms, homes, households, marginals, marks, people
from linli.cli.synthetic.numbers import Numbers
from linli.cli.synthetic.people import Dates
from linli.cli.synthetic.site import Site
from linli.register.rules.rows import Rows


def make(site: Site, today: date) -> Rows:
    """Everything of a community as it stands on a day."""
    rows, dates, numbers = Rows(), Dates(today), Numbers(site.serial)
    wanted = marginals.of(site.households)
    places = homes.build(site, rows)
    settled = households.settle(wanted, site.rng("households"))
    lived = people.live(site, settled, places, numbers, dates, rows)
    marks.label(site, lived, dates, rows)
    firms.open_up(site, wanted, numbers, dates, rows, whole=marginals.WHOLE.households)
    return rows
