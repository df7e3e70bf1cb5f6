"""Visits (走访): who is to be reached and how often, what every contact found, campaigns, the plan of a day. A visit is
one contact with one household or organisation, at the door or by phone; it is never a check-in and holds no position.
What it finds to be done becomes a matter; what it finds to be wrong is corrected in the register."""
