// Areas as a tree with the vacancies below each, and posts gathered by area.
import type { Grid, Post } from "@/api/types";

export interface AreaNode {
  code: string;
  label: string;
  posts: number;
  vacant: number;
  children: AreaNode[];
}

function node(code: string, label: string, posts: readonly Post[]): AreaNode {
  const below = posts.filter((post) => post.area.startsWith(code));
  return {
    code,
    label,
    posts: below.length,
    vacant: below.filter((post) => !post.holder).length,
    children: [],
  };
}

/** The community, its grids, their micro-grids; above them the wider areas that have posts. */
export function areasOf(
  community: string,
  name: string,
  grids: readonly Grid[],
  posts: readonly Post[],
): AreaNode[] {
  const byCode = new Map<string, AreaNode>();
  const named = posts.find((post) => post.area === community)?.area_name ?? name;
  const root = node(community, named || community, posts);
  for (const grid of [...grids].sort((a, b) => (a.code < b.code ? -1 : 1))) {
    const here = node(grid.code, grid.name, posts);
    byCode.set(grid.code, here);
    const parent = grid.code.length > 15 ? byCode.get(grid.code.slice(0, 15)) : undefined;
    (parent ?? root).children.push(here);
  }
  const wider = [...new Set(posts.map((post) => post.area).filter((area) => area.length < 12))].sort();
  const above = wider.map((area) => {
    const at = posts.filter((post) => post.area === area);
    const vacant = at.filter((post) => !post.holder).length;
    return { code: area, label: at[0]?.area_name ?? area, posts: at.length, vacant, children: [] };
  });
  return [...above, root];
}

export interface AreaGroup {
  area: string;
  name: string;
  posts: Post[];
}

/** Posts gathered by area, wider areas first. */
export function byArea(posts: readonly Post[]): AreaGroup[] {
  const groups = new Map<string, AreaGroup>();
  for (const post of [...posts].sort((a, b) => (a.area < b.area ? -1 : a.area > b.area ? 1 : 0))) {
    const group = groups.get(post.area) ?? { area: post.area, name: post.area_name, posts: [] };
    group.posts.push(post);
    groups.set(post.area, group);
  }
  return [...groups.values()];
}
