import type { PersonId } from '@sintonia/spec';
import { Ranked } from './effect-sizes.js';
import type { OutcomeSeparation, Separation } from './segment-quality-report.js';
import type { SurveyedPerson } from './surveyed-person.js';

type Survey = ReadonlyMap<PersonId, SurveyedPerson>;

/** One outcome of the people of whom it is known, and which segments they were in when it began. */
export class Outcome {
  readonly name: string;
  readonly #ranked: Ranked;
  readonly #segments: readonly (readonly string[])[];

  /**
   * With an earlier survey: how much the total has grown since, by the segments of then. What they were sorted by is then not
   * what they are judged by. Without: the total so far, by the segments of now.
   */
  constructor(name: string, before: Survey | undefined, after: Survey) {
    this.name = name;
    const rows = [...after.values()].flatMap((now) => {
      const then = before?.get(now.person);
      const [from, to] = [before ? totalOf(then, name) : 0, totalOf(now, name)];
      return from === undefined || to === undefined ? [] : [{ value: to - from, segments: (then ?? now).segments }];
    });
    this.#ranked = new Ranked(rows.map(({ value }) => value));
    this.#segments = rows.map(({ segments }) => segments);
  }

  get people(): number {
    return this.#segments.length;
  }

  /** Members against everybody else; nothing where there are too few of either. */
  separationOf(segment: string, smallest: number): Separation | undefined {
    const members = this.#members(segment);
    if (members.length < smallest || this.people - members.length < smallest) return undefined;
    const effect = this.#ranked.compare(members);
    if (!effect) return undefined;
    const [mean, meanOfOthers] = this.#ranked.means(members);
    return { outcome: this.name, people: members.length, mean, meanOfOthers, ...effect };
  }

  summary(segments: readonly string[]): OutcomeSeparation {
    const parted = this.#segments.every((each) => each.length <= 1);
    const groups = [...segments.map((segment) => this.#members(segment)), this.#outside()];
    const etaSquared = parted && this.people > 0 ? this.#ranked.etaSquared(groups) : null;
    return { outcome: this.name, people: this.people, etaSquared };
  }

  #members(segment: string): number[] {
    return this.#segments.flatMap((segments, index) => (segments.includes(segment) ? [index] : []));
  }

  #outside(): number[] {
    return this.#segments.flatMap((segments, index) => (segments.length === 0 ? [index] : []));
  }
}

function totalOf(row: SurveyedPerson | undefined, name: string): number | undefined {
  return row?.totals !== undefined && Object.hasOwn(row.totals, name) ? row.totals[name] : undefined;
}
