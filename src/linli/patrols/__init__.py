"""Patrols (一日两巡): routes through streets and stairs, walked in rounds at set hours; what is found becomes a matter,
was dealt with on the spot, or is an offer of a shop or a unit. A round is no check-in: it holds points that were looked
at, and no position."""
