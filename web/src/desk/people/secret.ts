// A password for one sign-in, easy to read aloud: no letters or digits that look alike.
const MARKS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 3;
const LENGTH = 4;

/** Twelve marks in three groups, from the browser's own random numbers: about 59 bits. */
export function oneTime(): string {
  const drawn: string[] = [];
  while (drawn.length < GROUPS * LENGTH) {
    // whatever would make the first marks likelier than the last is drawn again
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 256 - (256 % MARKS.length) && drawn.length < GROUPS * LENGTH)
        drawn.push(MARKS[byte % MARKS.length] ?? "");
  }
  return Array.from({ length: GROUPS }, (_, n) => drawn.slice(n * LENGTH, (n + 1) * LENGTH).join("")).join(
    "-",
  );
}
