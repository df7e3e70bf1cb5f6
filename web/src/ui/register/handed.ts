// What was typed elsewhere and is to be looked for on the page of finding: handed over in memory, so that no address and no
// history holds somebody's name or number.
import { ref } from "vue";

export const handed = ref("");
