// Which categories the keywords of a text speak for, without a signal: the same as the server reads
// (src/linli/language/rules/keywords.py); both are held to the cases of keywords.cases.json.

/** What a category is spoken for by; `-` before a word turns it against. */
export interface Spoken {
  code: string;
  words: string[];
}

export interface Spoke {
  code: string;
  /** Of all that speaks, 0 to 1. */
  share: number;
  /** The words that did it, the most telling first. */
  why: string[];
}

interface Entry {
  word: string;
  weight: number;
  speaksFor: number[];
  excludes: number[];
  covers: number[];
}

interface Match {
  start: number;
  end: number;
  entry: Entry;
}

interface Tally {
  weight: number;
  times: number;
}

const REPEAT_COUNTS = 0.25;
const REPEATS_AT_MOST = 3;

const folded = (text: string): string => text.normalize("NFKC").toLowerCase().replaceAll(/\s+/gu, "");

function weightOf(word: string): number {
  const length = [...word].length;
  return length === 1 ? 0.5 : Math.min(1.5 * length - 1, 9);
}

const scoreOf = ({ weight, times }: Tally): number =>
  weight * (1 + REPEAT_COUNTS * Math.min(times - 1, REPEATS_AT_MOST));

export class Lexicon {
  private readonly entries = new Map<string, Entry>();
  /** Entries by their first character, so that a text is gone over once. */
  private readonly beginning = new Map<string, Entry[]>();

  constructor(private readonly categories: readonly Spoken[]) {
    categories.forEach((category, number) => this.take(category, number));
    for (const entry of this.entries.values()) {
      entry.weight = weightOf(entry.word) / (entry.speaksFor.length || 1);
      const first = entry.word.charAt(0);
      this.beginning.set(first, [...(this.beginning.get(first) ?? []), entry]);
    }
  }

  /** The best categories for a text, the surest first; none where no keyword speaks. */
  suggest(words: string, most = 3): Spoke[] {
    const tallies = new Map<number, Map<string, Tally>>();
    const excluded = new Set<number>();
    for (const { entry } of this.longest(folded(words), excluded)) {
      for (const number of entry.speaksFor) {
        const found = tallies.get(number) ?? new Map<string, Tally>();
        const times = (found.get(entry.word)?.times ?? 0) + 1;
        tallies.set(number, found.set(entry.word, { weight: entry.weight, times }));
      }
    }
    for (const number of excluded) tallies.delete(number);
    return this.ranked(tallies, most);
  }

  private take({ words }: Spoken, number: number): void {
    const good = words.filter((word) => !word.startsWith("-"));
    for (const word of good) this.entry(word).speaksFor.push(number);
    for (const word of words.filter((one) => one.startsWith("-")).map((one) => one.slice(1))) {
      const covers = good.some((one) => word.includes(one));
      this.entry(word)[covers ? "covers" : "excludes"].push(number);
    }
  }

  private entry(word: string): Entry {
    const found = this.entries.get(word) ?? { word, weight: 0, speaksFor: [], excludes: [], covers: [] };
    this.entries.set(word, found);
    return found;
  }

  private matches(text: string): Match[] {
    const found: Match[] = [];
    for (let start = 0; start < text.length; start += 1)
      for (const entry of this.beginning.get(text.charAt(start)) ?? [])
        if (text.startsWith(entry.word, start)) found.push({ start, end: start + entry.word.length, entry });
    return found.sort((one, other) => one.start - other.start || other.end - one.end);
  }

  /** Matches that lie in no longer one; fills `excluded`. */
  private longest(text: string, excluded: Set<number>): Match[] {
    const kept: Match[] = [];
    const covers: Match[] = [];
    let reach = 0;
    for (const match of this.matches(text)) {
      for (const number of match.entry.excludes) excluded.add(number);
      if (match.entry.covers.length) covers.push(match);
      if (!match.entry.speaksFor.length || match.end <= reach) continue;
      kept.push(match);
      reach = match.end;
    }
    return kept.filter((match) => !covers.some((cover) => liesOver(cover, match)));
  }

  private ranked(tallies: Map<number, Map<string, Tally>>, most: number): Spoke[] {
    const scored = [...tallies].map(([number, found]) => {
      const words = [...found].map(([word, tally]) => ({ word, score: scoreOf(tally) }));
      return { number, words, score: words.reduce((sum, one) => sum + one.score, 0) };
    });
    const whole = scored.reduce((sum, one) => sum + one.score, 0);
    return scored
      .sort((one, other) => other.score - one.score || one.number - other.number)
      .slice(0, most)
      .map(({ number, words, score }) => ({
        code: this.categories[number]?.code ?? "",
        share: score / whole,
        why: words.sort((one, other) => other.score - one.score).map((one) => one.word),
      }));
  }
}

/** Whether a counter-word lies over a match for every category it speaks for (停水通知 over 停水). */
const liesOver = (cover: Match, match: Match): boolean =>
  cover.start <= match.start &&
  match.end <= cover.end &&
  match.entry.speaksFor.every((number) => cover.entry.covers.includes(number));
