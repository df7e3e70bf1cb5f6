// The day it is where the site is, as date inputs write it.
import { dayOf } from "@/ui/time/site";

export const today = (): string => dayOf(new Date());
