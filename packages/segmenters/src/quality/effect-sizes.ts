/** How two groups differ in a number. */
export interface EffectSizes {
  /** Difference of the means in units of the common standard deviation (Cohen 1988); `null` where nobody differs. */
  readonly cohensD: number | null;
  /** How much likelier a member has more than another than less, -1 to 1 (Cliff 1993). Outliers do not sway it. */
  readonly cliffsDelta: number;
}

/** Values with what comparisons need, reckoned once for all groups. */
export class Ranked {
  readonly values: Float64Array;
  readonly #ranks: Float64Array;

  /** @param values finite. */
  constructor(values: readonly number[]) {
    this.values = Float64Array.from(values);
    this.#ranks = midranks(this.values);
  }

  /** Those at `members` (ascending places) against all others; `undefined` where one side is empty. */
  compare(members: readonly number[]): EffectSizes | undefined {
    const others = this.values.length - members.length;
    if (members.length === 0 || others === 0) return undefined;
    const rankSum = members.reduce((sum, index) => sum + (this.#ranks[index] as number), 0);
    const wins = rankSum - (members.length * (members.length + 1)) / 2;
    const cliffsDelta = (2 * wins) / (members.length * others) - 1;
    return { cohensD: this.#cohensD(members), cliffsDelta };
  }

  /** The mean of some of them, and of the others. */
  means(members: readonly number[]): readonly [members: number, others: number] {
    const all = this.values.reduce((sum, value) => sum + value, 0);
    const own = members.reduce((sum, index) => sum + (this.values[index] as number), 0);
    return [own / members.length, (all - own) / (this.values.length - members.length)];
  }

  /** The share of all variance that lies between groups, 0 to 1 (η²); `null` where nobody differs. Groups part everybody. */
  etaSquared(groups: readonly (readonly number[])[]): number | null {
    const mean = average(this.values);
    const total = this.values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    if (total === 0 || !Number.isFinite(total)) return null;
    const between = groups
      .filter((group) => group.length > 0)
      .reduce((sum, group) => sum + group.length * (this.means(group)[0] - mean) ** 2, 0);
    return Math.min(1, between / total);
  }

  #cohensD(members: readonly number[]): number | null {
    const [own, other] = this.means(members);
    const isMember = new Set(members);
    const squares = this.values.reduce(
      (sum, value, index) => sum + (value - (isMember.has(index) ? own : other)) ** 2,
      0,
    );
    const deviation = Math.sqrt(squares / (this.values.length - 2));
    const cohensD = (own - other) / deviation;
    return Number.isFinite(cohensD) ? cohensD : null;
  }
}

/** Places in order from 1; equal values share the middle of theirs. */
function midranks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values, (_, index) => index).sort(
    (a, b) => (values[a] as number) - (values[b] as number),
  );
  const ranks = new Float64Array(values.length);
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] as number];
    let end = start + 1;
    while (end < order.length && values[order[end] as number] === value) end++;
    for (let place = start; place < end; place++) ranks[order[place] as number] = (start + 1 + end) / 2;
    start = end;
  }
  return ranks;
}

const average = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
