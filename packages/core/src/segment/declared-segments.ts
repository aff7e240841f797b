import type { Rule, Thresholds } from '@sintonia/rules';
import { readObject, SintoniaError } from '@sintonia/spec';
import { inject, injectable } from 'inversify';
import { TOKENS } from '../container/tokens.js';
import type { Settings } from '../settings.js';
import { readSegments, under } from './read-segments.js';
import { SegmentSet } from './segment-set.js';

/** Which segments are declared as rules, at this moment. */
@injectable()
export class DeclaredSegments {
  #current: SegmentSet;
  #isIdle: boolean;

  constructor(@inject(TOKENS.Settings) private readonly settings: Settings) {
    this.#current = settings.segments;
    this.#isIdle = this.#current.isEmpty;
  }

  get current(): SegmentSet {
    return this.#current;
  }

  /** Whether nothing was ever declared here, so that nothing is kept: an engine without segments pays nothing for them. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Adds or replaces segments, or removes those that are null. @throws SINTONIA_INPUT_*; nothing is changed then. */
  declare(changes: unknown): void {
    const removed = new Set<string>();
    const added: [string, unknown][] = [];
    for (const [name, rule] of Object.entries(readObject(changes, 'segments'))) {
      if (rule === null) removed.add(name);
      else added.push([name, rule]);
    }
    for (const name of removed) this.#assertNobodysAudience(name);
    const kept = Object.entries(this.#current.rules).filter(([name]) => !removed.has(name));
    const read = readSegments(Object.fromEntries(added), 'segments', this.settings.retentionMs);
    this.#replace({ ...Object.fromEntries(kept), ...read }, this.#current.thresholds);
    this.#isIdle = false;
  }

  /** Takes over what a fit has found. */
  freeze(thresholds: Thresholds): void {
    this.#replace(this.#current.rules, thresholds);
  }

  /** @throws SINTONIA_SEGMENT_UNKNOWN */
  assertDeclared(segment: string): void {
    if (this.#current.has(segment)) return;
    const declared = this.#current.tracker.segments.join(', ') || 'none';
    throw new SintoniaError(
      'SEGMENT_UNKNOWN',
      `No such segment is declared as a rule. There are: ${declared}. For one of a plugin, declare a rule that asks for it: { inSegment: 'champions' }.`,
      {
        field: 'segment',
      },
    );
  }

  #replace(rules: Readonly<Record<string, Rule>>, thresholds: Thresholds | undefined): void {
    this.#current = under('segments', () => new SegmentSet(rules, thresholds));
  }

  #assertNobodysAudience(segment: string): void {
    for (const [campaign, { audience }] of this.settings.campaigns) {
      if (audience !== segment) continue;
      const field = `segments.${segment}`;
      throw new SintoniaError('INPUT_INVALID', `${field} is the audience of the campaign ${campaign}.`, { field });
    }
  }
}
