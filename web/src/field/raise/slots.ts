// What is offered keeps its place: under a thumb nothing moves to where something else was.

/** Of what is offered now, the same ones where they were before; new ones take the places that came free. */
export function inPlace<T>(before: readonly T[], now: readonly T[], keyOf: (one: T) => string): T[] {
  const left = new Map(now.map((one) => [keyOf(one), one]));
  const kept: (T | undefined)[] = before.slice(0, now.length).map((one) => {
    const same = left.get(keyOf(one));
    left.delete(keyOf(one));
    return same;
  });
  const fresh = [...left.values()];
  const filled = kept.map((one) => one ?? fresh.shift());
  return [...filled, ...fresh].filter((one) => one !== undefined);
}
