import { createHash } from 'node:crypto';
import type { Engine, Pick } from '@sintonia/spec';
import type { Row } from './data/read-rows.js';
import type { Survey } from './data/survey.js';
import { inParallel } from './in-parallel.js';
import type { Step } from './progress.js';
import type { Run } from './run-state.js';

/** How well lists foresee what people turn to next, mean over people. */
export interface Score {
  readonly recall10: number;
  readonly ndcg10: number;
}

export interface Ranking {
  /** Absent when nobody took anything new after the cut-off. */
  readonly personal?: Score;
  readonly popular?: Score;
  /** Over how many people the means are taken, */
  readonly people: number;
  /** how many were active before and after the cut-off, */
  readonly eligible: number;
  /** and whether these are a sample of all. */
  readonly sampled: boolean;
  readonly cutoff: number;
  /** How far chance alone may have moved the difference in recall: its standard error. */
  readonly standardError: number;
  /** Share of the places in personal lists that item lists filled; the rest is popularity. */
  readonly personalShare: number;
}

type Seen = Omit<Row, 'line' | 'describe'>;

const LENGTH = 10;
const MOST_PEOPLE = 5_000;

/** What people did before and after the cut-off, as far as the evaluation needs it: of a sample of people only. */
export class HeldOut {
  readonly eligible: number;
  readonly #people: Map<string, { known: Set<string>; later: Set<string> }>;

  constructor(
    private readonly survey: { readonly people: Survey['people']; readonly cutoff: number },
    private readonly most = MOST_PEOPLE,
  ) {
    const active = [...survey.people].filter(([, lastAt]) => lastAt >= survey.cutoff).map(([person]) => person);
    this.eligible = active.length;
    const sample = active.length > most ? smallestHashes(active, most) : active;
    this.#people = new Map(sample.map((person) => [person, { known: new Set(), later: new Set() }]));
  }

  /** @param positive whether it counts for the item (a refund does not). */
  see({ user, item, time }: Seen, positive: boolean): void {
    const person = this.#people.get(user);
    if (person === undefined) return;
    if (time < this.survey.cutoff) person.known.add(item);
    else if (positive) person.later.add(item);
  }

  get sampled(): boolean {
    return this.eligible > this.most;
  }

  /** People whom the past knows, with the items that were new to them later on. */
  questions(): { person: string; known: ReadonlySet<string>; wanted: ReadonlySet<string> }[] {
    return [...this.#people]
      .map(([person, { known, later }]) => {
        return { person, known, wanted: new Set([...later].filter((item) => !known.has(item))) };
      })
      .filter(({ known, wanted }) => known.size > 0 && wanted.size > 0);
  }
}

/** Learns from before the cut-off only, then asks what each person will want. Needs an engine that holds nobody out. */
export async function evaluate(
  engine: Engine,
  { run, held, cutoff }: { readonly run: Run; readonly held: HeldOut; readonly cutoff: number },
  step: Step,
  stop: AbortSignal,
): Promise<Ranking> {
  const ranking = run.state.ranking ?? (await judge(engine, held, cutoff, step, stop));
  run.save({ ranking });
  const { people, personal, popular } = ranking;
  const found = `recall@10 ${personal?.recall10.toFixed(4)}, popularity ${popular?.recall10.toFixed(4)}`;
  step.done(people === 0 ? 'nobody to judge by' : `${found}, ${people.toLocaleString('en')} people`);
  return ranking;
}

async function judge(engine: Engine, held: HeldOut, cutoff: number, step: Step, stop: AbortSignal): Promise<Ranking> {
  engine.on('fitProgress', ({ model }) => step.at(0, `learning ${model} from before`));
  await engine.fit({ until: cutoff, abort: stop });
  const questions = held.questions();
  const scores: { personal: Score; popular: Score }[] = [];
  let places = 0;
  let personalPlaces = 0;
  await inParallel(questions, async ({ person, known, wanted }) => {
    stop.throwIfAborted();
    const ask = async (sources: string[]) => {
      const request = { userId: person, limit: LENGTH, asOf: cutoff, exposure: false, sources };
      return (await engine.recommend({ ...request, exclude: [...known].slice(0, 10_000) })).picks;
    };
    const personal = await ask(['item-lists', 'popular']);
    const popular = await ask(['popular']);
    const scoreOf = (picks: readonly Pick[]) =>
      score(
        picks.map(({ itemId }) => itemId),
        wanted,
      );
    scores.push({ personal: scoreOf(personal), popular: scoreOf(popular) });
    places += personal.length;
    personalPlaces += personal.filter(({ source }) => source !== 'popular').length;
    step.at(scores.length / questions.length, `${scores.length} of ${questions.length} people`);
  });
  const facts = {
    people: questions.length,
    eligible: held.eligible,
    sampled: held.sampled,
    cutoff,
    standardError: standardErrorOf(scores.map(({ personal, popular }) => personal.recall10 - popular.recall10)),
    personalShare: places === 0 ? 0 : personalPlaces / places,
  };
  if (questions.length === 0) return facts;
  return {
    ...facts,
    personal: mean(scores.map(({ personal }) => personal)),
    popular: mean(scores.map(({ popular }) => popular)),
  };
}

/** Recall: the share of what was wanted that is in the list. nDCG: the same with earlier places counting more. */
export function score(list: readonly string[], wanted: ReadonlySet<string>): Score {
  let hits = 0;
  let gain = 0;
  list.slice(0, LENGTH).forEach((item, place) => {
    if (!wanted.has(item)) return;
    hits++;
    gain += 1 / Math.log2(place + 2);
  });
  let ideal = 0;
  for (let place = 0; place < Math.min(wanted.size, LENGTH); place++) ideal += 1 / Math.log2(place + 2);
  return { recall10: hits / wanted.size, ndcg10: gain / ideal };
}

function mean(scores: readonly Score[]): Score {
  const average = (figure: keyof Score) => scores.reduce((sum, score) => sum + score[figure], 0) / scores.length;
  return { recall10: average('recall10'), ndcg10: average('ndcg10') };
}

function standardErrorOf(differences: readonly number[]): number {
  const { length } = differences;
  if (length < 2) return 0;
  const average = differences.reduce((sum, each) => sum + each, 0) / length;
  const squares = differences.reduce((sum, each) => sum + (each - average) ** 2, 0);
  return Math.sqrt(squares / (length - 1) / length);
}

/** A random sample that is the same in every run. */
function smallestHashes(people: readonly string[], count: number): string[] {
  return people
    .map((person) => ({ person, hash: createHash('sha256').update(`sample 1 ${person}`).digest().readUIntBE(0, 6) }))
    .sort((a, b) => a.hash - b.hash)
    .slice(0, count)
    .map(({ person }) => person);
}
