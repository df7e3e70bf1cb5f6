// What is asked of a contact: of somebody outside the register name and phone too, which stay sealed.
import type { Option } from "@/ui/register/kinds";

import type { Field } from "../register/fields";

interface Of {
  outside: boolean;
  isNew: boolean;
  members: Option[];
}

export function tieFields({ outside, isNew, members }: Of): Field[] {
  const sealed = !isNew;
  const person: Field[] = outside
    ? [
        { name: "name", label: "tie_name", way: "text", most: 40, sealed, must: isNew },
        { name: "phone", label: "tie_phone", way: "text", most: 20, sealed, must: isNew },
      ]
    : [];
  const whose: Field[] = isNew
    ? [{ name: "member", way: "choice", options: members, open: true, none: "ties.everybody" }]
    : [];
  return [
    { name: "kind", label: "tie_kind", way: "choice", kind: "tie", must: true, always: true },
    { name: "kin", way: "choice", kind: "kin", hint: "kin" },
    ...person,
    ...whose,
    { name: "emergency", way: "yes" },
    { name: "has_key", way: "yes" },
    { name: "since", label: "since_tie", way: "day" },
    { name: "note", way: "long", most: 200, wide: true },
  ];
}
