/**
 * Keeps the best `capacity` of the entries offered: by falling score, ties by rising index. Exact, and a pure function of the
 * entries, whatever their order.
 */
export class TopList {
  readonly indices: Int32Array;
  readonly scores: Float64Array;
  size = 0;

  constructor(readonly capacity: number) {
    this.indices = new Int32Array(capacity);
    this.scores = new Float64Array(capacity);
  }

  /** Whether `add` would keep this entry. Cheap: ask it before any dearer question. */
  takes(index: number, score: number): boolean {
    if (this.size < this.capacity) return true;
    return this.capacity > 0 && this.#isWorse(0, index, score);
  }

  /** Adds an entry that `takes` accepted. */
  add(index: number, score: number): void {
    if (this.size < this.capacity) this.#rise(this.size++, index, score);
    else this.#sink(0, this.size, index, score);
  }

  /** Sorts the entries, best first. Nothing can be added any more until `clear`. */
  sort(): void {
    for (let end = this.size - 1; end > 0; end--) {
      const index = this.indices[end] as number;
      const score = this.scores[end] as number;
      this.indices[end] = this.indices[0] as number;
      this.scores[end] = this.scores[0] as number;
      this.#sink(0, end, index, score);
    }
  }

  clear(): void {
    this.size = 0;
  }

  // A heap with the worst entry at its root. Whether the entry at a place is worse than a given one:
  #isWorse(place: number, index: number, score: number): boolean {
    const other = this.scores[place] as number;
    return other < score || (other === score && (this.indices[place] as number) > index);
  }

  #rise(from: number, index: number, score: number): void {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (this.#isWorse(parent, index, score)) break;
      this.#move(parent, place);
      place = parent;
    }
    this.indices[place] = index;
    this.scores[place] = score;
  }

  #sink(from: number, size: number, index: number, score: number): void {
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const right = child + 1;
      if (right < size && this.#isWorse(right, this.indices[child] as number, this.scores[child] as number))
        child = right;
      if (!this.#isWorse(child, index, score)) break;
      this.#move(child, place);
      place = child;
    }
    this.indices[place] = index;
    this.scores[place] = score;
  }

  #move(from: number, to: number): void {
    this.indices[to] = this.indices[from] as number;
    this.scores[to] = this.scores[from] as number;
  }
}
