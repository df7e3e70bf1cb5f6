import { expect, test } from "vitest";

import { oneTime } from "./secret";

test("three groups of four, none like another, nothing that looks alike", () => {
  const made = Array.from({ length: 200 }, oneTime);
  expect(new Set(made).size).toBe(200);
  for (const one of made) expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/);
});
