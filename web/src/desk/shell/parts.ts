/** A part of a noun's pages: the page it begins with, the pages that belong to it, and who sees it. */
export interface Part {
  name: string;
  pages: readonly string[];
  permission?: string;
}
