// A paper that was made is shown in a tab of its own, ready to print; a list is saved. The tab is opened at the click,
// while the browser still allows it.
import type { MadeFile } from "@/api/client";
import { sayFailure } from "@/ui/toasts";

const KEPT_FOR = 60_000;

function addressOf(file: MadeFile): string {
  const address = URL.createObjectURL(file.blob);
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
  return address;
}

/** Save a file under its name. */
export function save(file: MadeFile): void {
  const link = document.createElement("a");
  link.href = addressOf(file);
  link.download = file.name;
  link.click();
}

/** Show a paper once it is made; where no tab may be opened, save it. Whether it was made. */
export async function showPaper(making: () => Promise<MadeFile>): Promise<boolean> {
  const tab = window.open("", "_blank");
  try {
    const file = await making();
    if (tab && !tab.closed) tab.location.href = addressOf(file);
    else save(file);
    return true;
  } catch (failure) {
    tab?.close();
    sayFailure(failure);
    return false;
  }
}
