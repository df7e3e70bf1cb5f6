"""Habits (惯例): which title mostly settled what kind of matter where, counted at night from a year of matters. It is
said beside what the responsibility list names and never instead of it; where the two disagree an administrator is shown
it, who changes the list or says that the list is right. It knows posts, titles and areas, and nothing of persons."""
