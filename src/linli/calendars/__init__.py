"""Working time: public holidays, make-up working days and office hours, and the deadlines counted by them. It
knows the days of mainland China that a notice names and says so where no notice is known; nothing here knows
what is due."""
