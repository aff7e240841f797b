/** What is open, closed in the opposite order. */
export class Closing {
  readonly #open: { close(): void | Promise<void> }[] = [];

  add<Part extends { close(): void | Promise<void> }>(part: Part): Part {
    this.#open.push(part);
    return part;
  }

  async close(): Promise<void> {
    for (const part of this.#open.splice(0).reverse()) await part.close();
  }
}
