// The community the desk looks at: one's own, or, for those who see several, the one chosen last on this device.
import { computed, ref } from "vue";

import { get } from "@/api/client";
import type { Area } from "@/api/types";
import { communityOf } from "@/ui/grids";
import { keep, readKept } from "@/ui/kept";
import { myRoot, whoAmI } from "@/ui/session";

const chosen = ref("");
const PLACE = "community";

export const seesSeveral = computed(() => myRoot.value.length < 12);

/** The 12-digit code of the community looked at; empty until it is known. */
export const community = computed(() => {
  if (!seesSeveral.value) return communityOf(myRoot.value);
  return chosen.value || readKept<string>(PLACE) || communityOf(whoAmI.value?.area ?? "");
});

export function lookAt(code: string): void {
  chosen.value = code;
  keep(PLACE, code);
}

/** The communities below one's own area. */
export const listCommunities = (): Promise<Area[]> =>
  get("/api/territory/divisions", { query: { below: myRoot.value, level: 12 } });
