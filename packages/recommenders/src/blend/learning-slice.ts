import type { FitContext, Interaction, PersonId } from '@sintonia/spec';

const SHARE = 0.1;
const MOST_PEOPLE = 1_000;
/** Fewer would choose for all. */
const FEWEST_PEOPLE = 100;
const BINS = 4_096;

/** Somebody to be asked about: what they did before, and what they took then. */
export interface Case {
  readonly person: PersonId;
  /** Newest first. */
  readonly history: readonly Interaction[];
  /** What they have, hidden items too. */
  readonly had: ReadonlySet<string>;
  readonly wanted: ReadonlySet<string>;
}

/**
 * What weights are learnt from: everything but the latest tenth, and that tenth of up to 1,000 people. Of a tenth of all items
 * nothing is told, as if they were new.
 */
export interface LearningSlice {
  readonly context: FitContext;
  readonly cases: readonly Case[];
  /** `temporal`: held back is what came last. `random`: a tenth by chance, as times are alike or most came but once. */
  readonly kind: 'temporal' | 'random';
  /** Whether nothing was told of an item. */
  isCold(itemId: string): boolean;
}

/** Cuts the data in two, the same way every time. */
export async function learningSlice(context: FitContext): Promise<LearningSlice> {
  const isCold = (itemId: string) => hashOf(`${context.seed} cold ${itemId}`) < SHARE * 2 ** 32;
  const cut = await cutOf(context);
  if (cut !== undefined) {
    const isLate = ({ timestamp }: { readonly timestamp: number }) => timestamp >= cut;
    const cases = await casesOf(context, isLate, isCold);
    if (cases.length >= FEWEST_PEOPLE) {
      return { context: without({ ...context, now: cut }, isLate, isCold, isLate), kind: 'temporal', cases, isCold };
    }
  }
  const isHeld = ({ person, itemId }: Interaction) => hashOf(`${context.seed} ${person} ${itemId}`) < SHARE * 2 ** 32;
  const train = without(context, isHeld, isCold);
  return { context: train, kind: 'random', cases: await casesOf(context, isHeld, isCold), isCold };
}

/** The moment that parts off the latest tenth of what people took; undefined where all times are alike. */
async function cutOf(context: FitContext): Promise<number | undefined> {
  let [first, last, count] = [Infinity, -Infinity, 0];
  for await (const page of context.interactions()) {
    for (const { timestamp } of page)
      [first, last, count] = [Math.min(first, timestamp), Math.max(last, timestamp), count + 1];
  }
  if (!(last > first)) return undefined;
  const bins = new Uint32Array(BINS);
  const binOf = (timestamp: number) => Math.min(BINS - 1, Math.floor(((timestamp - first) / (last - first)) * BINS));
  for await (const page of context.interactions()) {
    for (const { timestamp } of page) bins[binOf(timestamp)] = (bins[binOf(timestamp)] as number) + 1;
  }
  let later = 0;
  let bin = BINS - 1;
  while (bin > 0 && later + (bins[bin] as number) <= count * SHARE) later += bins[bin--] as number;
  // What is left in no bin behind it is all in the last one.
  const from = later === 0 ? bin : bin + 1;
  return first + (from / BINS) * (last - first);
}

/** What sources learn from. Of signals only what is late or about cold items is held back: which made an interaction is not told. */
function without(
  context: FitContext,
  isHeld: (each: Interaction) => boolean,
  isCold: (itemId: string) => boolean,
  isLate: (each: { readonly timestamp: number }) => boolean = () => false,
): FitContext {
  return {
    ...context,
    async *interactions() {
      for await (const page of context.interactions())
        yield page.filter((each) => !isHeld(each) && !isCold(each.itemId));
    },
    async *signals(query) {
      for await (const page of context.signals(query))
        yield page.filter((signal) => !isLate(signal) && !(signal.itemId !== undefined && isCold(signal.itemId)));
    },
  };
}

async function casesOf(
  context: FitContext,
  isHeld: (each: Interaction) => boolean,
  isCold: (itemId: string) => boolean,
): Promise<readonly Case[]> {
  const wanted = new Map<PersonId, Set<string>>();
  for await (const page of context.interactions()) {
    for (const each of page) if (each.weight > 0 && isHeld(each)) addTo(wanted, each.person, each.itemId);
  }
  const drawn = [...wanted.keys()]
    .map((person) => ({ person, draw: hashOf(`${context.seed} ${person}`) }))
    .sort((a, b) => a.draw - b.draw || (a.person < b.person ? -1 : 1));
  // Twice as many, as not all of them have a history.
  const histories = new Map(drawn.slice(0, 2 * MOST_PEOPLE).map(({ person }) => [person, [] as Interaction[]]));
  for await (const page of context.interactions()) {
    for (const each of page) if (!isHeld(each)) histories.get(each.person)?.push(each);
  }
  return [...histories]
    .map(([person, all]): Case => {
      const had = new Set(all.map(({ itemId }) => itemId));
      const news = [...(wanted.get(person) ?? [])].filter((itemId) => !had.has(itemId));
      const history = all.filter(({ itemId }) => !isCold(itemId)).sort((a, b) => b.timestamp - a.timestamp);
      return { person, history, had, wanted: new Set(news) };
    })
    .filter(({ history, wanted: news }) => history.length > 0 && news.size > 0)
    .slice(0, MOST_PEOPLE);
}

function addTo(all: Map<PersonId, Set<string>>, person: PersonId, itemId: string): void {
  const items = all.get(person);
  if (items) items.add(itemId);
  else all.set(person, new Set([itemId]));
}

/** A whole number from 0 to 2³² − 1, evenly spread: FNV-1a (Fowler, Noll & Vo), then mixed, as its high bits are weak. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
