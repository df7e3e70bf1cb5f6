// A command keeps its id while it says the same thing: a reply lost on the way may be asked for again with the same id,
// and a changed body gets a new one, since the server refuses an old id with new words.
import { newId } from "./ids";

export class Command {
  private said = "";
  private id = "";

  /** The id to send this body with. */
  idFor(body: unknown): string {
    const words = JSON.stringify(body);
    if (words !== this.said || !this.id) {
      this.said = words;
      this.id = newId();
    }
    return this.id;
  }

  /** It arrived: the next one is another command. */
  done(): void {
    this.said = "";
    this.id = "";
  }
}
