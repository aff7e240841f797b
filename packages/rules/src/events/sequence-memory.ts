import type { Signal } from '@sintonia/spec';
import { readDuration } from '../language/duration.js';
import type { SequenceCondition } from '../language/event-condition.js';
import { sequenceMemory } from '../language/rule-limits.js';
import { compileSignalTests } from './compile-signal-tests.js';
import type { EventMemory } from './event-memory.js';
import type { Chain, EventState, SequenceState } from './event-state.js';

/** When signals of which steps, as bits, happened. */
type Moment = readonly [at: number, steps: number];

/**
 * Follows a sequence. For each step it is enough to know when the latest chain that reached it began: whatever ends later is
 * shortest and youngest with the latest beginning. Signals in order need no more than that; the latest 64 moments are there to
 * put late ones in their place. What is later than 64 other moments of its steps is passed over.
 */
export class SequenceMemory implements EventMemory {
  readonly types: readonly string[];
  readonly kept = sequenceMemory;
  readonly #steps: readonly { type: string; passes: (signal: Signal) => boolean }[];
  readonly #empty: SequenceState;
  readonly #span: number;

  constructor({ sequence, span }: Pick<SequenceCondition, 'sequence' | 'span'>) {
    this.#steps = sequence.map(({ performed, where }) => ({ type: performed, passes: compileSignalTests(where) }));
    this.types = [...new Set(this.#steps.map(({ type }) => type))];
    this.#empty = { starts: sequence.slice(1).map(() => null), begun: null, recent: '', kept: 0, folded: null };
    this.#span = span === undefined ? Infinity : readDuration(span, 'span');
  }

  // However many ask, each needs the same.
  widen(): void {}

  advance(state: EventState | undefined, signal: Signal): EventState | undefined {
    const at = signal.timestamp;
    const steps = this.#steps.reduce(
      (bits, step, index) => bits | (step.type === signal.type && step.passes(signal) ? 1 << index : 0),
      0,
    );
    const before = (state as SequenceState | undefined) ?? this.#empty;
    if (steps === 0 || (before.folded !== null && at <= before.folded.at)) return state;
    return at > latestIn(before.recent) ? this.#later(before, [at, steps]) : this.#late(before, [at, steps]);
  }

  #later({ starts, begun, recent, kept, folded }: SequenceState, moment: Moment): SequenceState {
    const chain = this.#follow({ starts, begun }, [moment]);
    return this.#limited({ ...chain, recent: written(recent, moment), kept: kept + 1, folded });
  }

  #late(before: SequenceState, [at, steps]: Moment): SequenceState {
    const moments = momentsIn(before.recent);
    const place = moments.findLastIndex(([moment]) => moment <= at);
    const same = moments[place]?.[0] === at ? (moments[place] as Moment) : undefined;
    if (same === undefined) moments.splice(place + 1, 0, [at, steps]);
    else if ((same[1] | steps) === same[1]) return before;
    else moments[place] = [at, same[1] | steps];
    const { folded } = before;
    const chain = this.#follow(folded ?? this.#empty, moments);
    return this.#limited({ ...chain, recent: moments.reduce(written, ''), kept: moments.length, folded });
  }

  /** Folds the oldest moment where it is one too many. */
  #limited(state: SequenceState): SequenceState {
    if (state.kept <= sequenceMemory) return state;
    const [oldest = ''] = state.recent.split(' ', 1);
    const moments = momentsIn(oldest);
    const folded = { at: latestIn(oldest), ...this.#follow(state.folded ?? this.#empty, moments) };
    return { ...state, recent: state.recent.slice(oldest.length + 1), kept: state.kept - 1, folded };
  }

  #follow(from: Chain, moments: readonly Moment[]): Chain {
    const starts = [...from.starts];
    let { begun: done } = from;
    for (const [at, steps] of moments) {
      // Last step first: what a signal reaches must not count as earlier than itself.
      for (let step = this.#steps.length - 1; step >= 0; step--) {
        if ((steps & (1 << step)) === 0) continue;
        const begun = step === 0 ? at : (starts[step - 1] ?? null);
        if (begun === null) continue;
        if (step < starts.length) starts[step] = later(starts[step], begun);
        else if (at - begun <= this.#span) done = later(done, begun);
      }
    }
    return { starts, begun: done };
  }
}

const written = (recent: string, [at, steps]: Moment) => `${recent}${recent === '' ? '' : ' '}${at}:${steps}`;

function momentsIn(recent: string): Moment[] {
  if (recent === '') return [];
  return recent.split(' ').map((moment) => moment.split(':').map(Number) as unknown as Moment);
}

/** The last moment of a text; earlier than any when there is none. */
function latestIn(recent: string): number {
  return recent === '' ? Number.NEGATIVE_INFINITY : Number.parseFloat(recent.slice(recent.lastIndexOf(' ') + 1));
}

const later = (a: number | null | undefined, b: number) => (a === null || a === undefined ? b : Math.max(a, b));
