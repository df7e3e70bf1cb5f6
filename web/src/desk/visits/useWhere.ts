// The area the pages of visits look at, and the grids in it: a community, or, for whoever sees less, his own grids.
import { computed, onMounted, shallowRef, watch } from "vue";

import type { Grid } from "@/api/types";
import { listGrids } from "@/ui/grids";
import { mySeats, myRoot } from "@/ui/session";
import { sayFailure } from "@/ui/toasts";

import { community } from "../shell/community";

/** Whoever sees grids alone looks at one of them; others at the whole community. */
const own = computed(() =>
  myRoot.value.length > 12 ? [...new Set(mySeats.value.map((seat) => seat.area.slice(0, 15)))] : [],
);

export function useWhere() {
  const grids = shallowRef<Grid[]>([]);
  const area = computed(() => own.value[0] ?? community.value);
  const mine = computed(() =>
    own.value.length ? grids.value.filter((one) => own.value.includes(one.code)) : grids.value,
  );

  async function learn(): Promise<void> {
    if (!community.value) return;
    try {
      grids.value = (await listGrids(community.value)).filter((one) => one.code.length === 15);
    } catch (failure) {
      sayFailure(failure);
    }
  }

  onMounted(learn);
  watch(community, learn);
  return { area, grids: mine, whole: computed(() => !own.value.length) };
}
