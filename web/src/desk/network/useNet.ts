// What of the network is looked at, kept in the address: going back from a household finds the same list again.
import { computed, type ComputedRef } from "vue";
import { type LocationQueryRaw, useRoute, useRouter } from "vue-router";

import { type Reach, REACHES } from "@/api/network";

export interface NetQuery {
  area: string;
  building?: string;
  label?: string;
  days: number;
}

export interface Net {
  query: ComputedRef<NetQuery>;
  reach: ComputedRef<Reach | "">;
  building: ComputedRef<string>;
  /** Look at something else; an empty value takes it out of the address. */
  look: (at: Record<string, string>) => void;
}

const USUAL_DAYS = 30;
const ONE = (value: unknown): string => (typeof value === "string" ? value : "");

export function useNet(root: ComputedRef<string>): Net {
  const route = useRoute();
  const router = useRouter();
  const building = computed(() => ONE(route.query["building"]));
  const query = computed((): NetQuery => {
    const area = ONE(route.query["area"]);
    const label = ONE(route.query["label"]);
    return {
      area: area.startsWith(root.value) ? area : root.value,
      days: Number(route.query["days"]) || USUAL_DAYS,
      ...(building.value ? { building: building.value } : {}),
      ...(label ? { label } : {}),
    };
  });
  const reach = computed(() => {
    const said = ONE(route.query["reach"]);
    return said === "all" ? "" : (REACHES.find((one) => one === said) ?? "nobody");
  });

  function look(at: Record<string, string>): void {
    const all: Record<string, string> = {};
    for (const [name, value] of Object.entries({ ...route.query, ...at } as Record<string, string>))
      if (value) all[name] = value;
    void router.replace({ query: all as LocationQueryRaw });
  }

  return { query, reach, building, look };
}
