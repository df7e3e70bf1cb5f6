// In a line too short for everything, a person's name goes without the mark of the demonstration: the page bears it already.

export const plainName = (name: string): string => name.replace(/（演示）$/, "");
