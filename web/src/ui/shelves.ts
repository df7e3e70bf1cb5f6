// The shelves of short words that are open: a dialog has one of its own, since what lies outside of it is behind it and
// not read aloud. The newest one shows them.
import { computed, type ComputedRef, onBeforeUnmount, onMounted, shallowReactive } from "vue";

const open = shallowReactive<symbol[]>([]);

/** Whether this shelf is the one that shows. */
export function useShelf(): ComputedRef<boolean> {
  const mine = Symbol("shelf");
  onMounted(() => open.push(mine));
  onBeforeUnmount(() => open.splice(open.indexOf(mine), 1));
  return computed(() => open.at(-1) === mine);
}
