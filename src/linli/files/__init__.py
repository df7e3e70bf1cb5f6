"""Stored files: pictures people send and the few kinds of papers staff keep. A picture is decoded and written anew, so
nothing hidden in it survives (position data least of all); a paper is checked and handed out only as a download. What
a file is about is known by the room that attaches it, not here."""
