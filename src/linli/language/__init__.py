"""Reading Chinese texts: chat pasted from groups, hotline work orders, dates, places, category keywords, search
tokens, and what must be hidden before words are shown. Pure rules without tables; it is not the place that decides
what a matter is, it only says what a text seems to say and leaves the deciding to a person."""
