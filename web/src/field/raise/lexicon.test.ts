import { describe, expect, it } from "vitest";

import cases from "./keywords.cases.json";
import { Lexicon } from "./lexicon";

describe("keywords on the phone", () => {
  const lexicon = new Lexicon(cases.categories);

  it.each(cases.texts)("read $text as the server does", ({ text, found }) => {
    const told = lexicon.suggest(text);
    expect(told.map(({ code, why }) => ({ code, why }))).toEqual(
      found.map(({ code, why }) => ({ code, why })),
    );
    told.forEach((one, at) => expect(one.share).toBeCloseTo(found[at]?.share ?? -1, 3));
  });

  it("say nothing where there are none", () => {
    expect(new Lexicon([]).suggest("停水")).toEqual([]);
    expect(lexicon.suggest("")).toEqual([]);
  });
});
