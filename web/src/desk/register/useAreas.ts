// The grids of the community looked at: to narrow a list, and, of those I keep, to put something in.
import { computed, shallowRef, watch } from "vue";

import type { Grid } from "@/api/types";
import { listGrids } from "@/ui/grids";
import { t } from "@/ui/i18n";
import { mySeats } from "@/ui/session";
import { sayFailure } from "@/ui/toasts";

import { community } from "../shell/community";
import type { Option } from "@/ui/register/kinds";

/** Whether an area lies within one of my posts'. */
export const isMine = (area: string): boolean =>
  mySeats.value.some((seat) => seat.area && area.startsWith(seat.area));

/** The areas of a community a list can be narrowed to. */
export function areaOptions(code: string, grids: Grid[]): Option[] {
  const whole = { value: code, text: t("register.whole_community") };
  return [whole, ...grids.map((grid) => ({ value: grid.code, text: grid.name }))];
}

export function useAreas() {
  const grids = shallowRef<Grid[]>([]);
  const load = (code: string): void => {
    if (code.length < 12) return;
    listGrids(code)
      .then((found) => (grids.value = found.filter((grid) => grid.code.length === 15)))
      .catch(sayFailure);
  };
  watch(community, load, { immediate: true });
  const all = computed(() => areaOptions(community.value, grids.value));
  const kept = computed(() => all.value.filter((one) => isMine(one.value)));
  return { grids, all, kept };
}
