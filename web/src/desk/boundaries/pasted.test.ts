import { describe, expect, it } from "vitest";

import { nextCode, readPasted } from "./pasted";

const RING = [
  [120.1, 31.2],
  [120.2, 31.2],
  [120.2, 31.3],
  [120.1, 31.2],
];

describe("pasted coordinates", () => {
  it.each([
    "120.1, 31.2\n120.2, 31.2\n120.2, 31.3",
    "120.1 31.2\n\n120.2 31.2\n120.2 31.3\n120.1 31.2\n",
    "[120.1,31.2],\n[120.2,31.2],\n[120.2,31.3]",
    "120.1，31.2；\n(120.2，31.2)\n120.2\t31.3",
    '{"type":"Polygon","coordinates":[[[120.1,31.2],[120.2,31.2],[120.2,31.3],[120.1,31.2]]]}',
    '{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[120.1,31.2],[120.2,31.2],[120.2,31.3],[120.1,31.2]]]}}',
  ])("are one ring, closed: %s", (text) => {
    expect(readPasted(text)).toEqual({ boundary: { type: "Polygon", coordinates: [RING] } });
  });

  it.each([
    ["120.1, 31.2\n东门\n120.2, 31.3", { wrong: "bad", line: 2 }],
    ["120.1, 31.2\n120.2, 31.3", { wrong: "few", line: 0 }],
    ["", { wrong: "few", line: 0 }],
    ["{", { wrong: "bad_json", line: 0 }],
    ['{"type":"Point","coordinates":[1,2]}', { wrong: "bad_json", line: 0 }],
    ['{"type":"FeatureCollection","features":[]}', { wrong: "bad_json", line: 0 }],
  ])("or say what is wrong: %s", (text, told) => {
    expect(readPasted(text)).toEqual(told);
  });
});

describe("the next code", () => {
  it("is the first that is free", () => {
    const home = "320508017003";
    expect(nextCode(home, [])).toBe(`${home}001`);
    expect(nextCode(home, [`${home}001`, `${home}003`])).toBe(`${home}002`);
    expect(nextCode(`${home}001`, [`${home}00101`])).toBe(`${home}00102`);
  });

  it("is none when all are taken", () => {
    const all = Array.from({ length: 99 }, (_, n) => `320508017003001${String(n + 1).padStart(2, "0")}`);
    expect(nextCode("320508017003001", all)).toBe("");
  });
});
