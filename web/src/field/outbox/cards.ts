// The forms whose entries can be opened again, by the name they put them in under. A new form adds its line here, and
// nothing else of the outbox changes.

/** The page that opens an entry for mending; `?mend=` brings its id. */
const PAGES: Record<string, string> = {
  matter: "/raise",
  visit: "/visits/mend",
  fix: "/fix-mend",
  patrol: "/patrols/mend",
  tie: "/tie-mend",
};

export const mendAt = (card: string, id: string): string | null => {
  const page = PAGES[card];
  return page ? `${page}?mend=${encodeURIComponent(id)}` : null;
};
