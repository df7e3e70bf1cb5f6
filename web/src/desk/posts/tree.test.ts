import { describe, expect, it } from "vitest";

import type { Grid, Post } from "@/api/types";

import { areasOf, byArea } from "./tree";

const grid = (code: string): Grid => ({ code, name: `网格${code.slice(12)}` }) as Grid;
const post = (area: string, holder: string | null): Post =>
  ({ id: area + holder, area, area_name: area, holder }) as Post;

const GRIDS = [grid("99010100100100201"), grid("990101001001001"), grid("990101001001002")];
const POSTS = [
  post("990101001", "甲"),
  post("990101001001", "乙"),
  post("990101001001002", null),
  post("99010100100100201", null),
];

describe("the tree of areas", () => {
  it("hangs micro-grids below their grids and sums vacancies upward", () => {
    const [street, community] = areasOf("990101001001", "石榴里社区", GRIDS, POSTS);
    expect(street).toMatchObject({ code: "990101001", posts: 1, vacant: 0 });
    expect(community).toMatchObject({ posts: 3, vacant: 2 });
    expect(community?.children.map((child) => [child.code, child.vacant])).toEqual([
      ["990101001001001", 0],
      ["990101001001002", 2],
    ]);
    expect(community?.children[1]?.children).toHaveLength(1);
  });

  it("gathers posts by area, wider areas first", () => {
    expect(byArea([...POSTS.slice(2), ...POSTS.slice(0, 2)]).map((group) => group.area)).toEqual(
      POSTS.map((one) => one.area),
    );
  });
});
