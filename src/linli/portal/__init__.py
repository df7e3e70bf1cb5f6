"""The public face: pages anybody can use in any phone's browser, without an account and without JavaScript. Raise,
follow, rate, find one's grid worker, say what one thinks of the software; and the doors of the two staff faces. It
owns no tables: every page is a thin cover over the rooms below."""
