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
    this.#empty = {
      starts: sequence.slice(1).map(() => null),
      begun: null,
      recent: '',
      last: 0,
      kept: 0,
      folded: null,
    };
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
    return before.kept === 0 || at > before.last ? this.#later(before, [at, steps]) : this.#late(before, [at, steps]);
  }

  #later({ starts, begun, recent, last, kept, folded }: SequenceState, [at, steps]: Moment): SequenceState {
    const chain = this.#follow({ starts, begun }, [[at, steps]]);
    const longer = kept === 0 ? written(at, steps) : `${recent} ${written(at - last, steps)}`;
    return this.#limited({ ...chain, recent: longer, last: at, kept: kept + 1, folded });
  }

  #late(before: SequenceState, [at, steps]: Moment): SequenceState {
    const moments = momentsIn(before.recent);
    const place = moments.findLastIndex(([moment]) => moment <= at);
    const same = moments[place]?.[0] === at ? (moments[place] as Moment) : undefined;
    if (same === undefined) moments.splice(place + 1, 0, [at, steps]);
    else if ((same[1] | steps) === same[1]) return before;
    else moments[place] = [at, same[1] | steps];
    const { last, folded } = before;
    const chain = this.#follow(folded ?? this.#empty, moments);
    return this.#limited({ ...chain, recent: textOf(moments), last, kept: moments.length, folded });
  }

  /** Folds the oldest moment where it is one too many. */
  #limited(state: SequenceState): SequenceState {
    if (state.kept <= sequenceMemory) return state;
    const [oldest = '', second = ''] = state.recent.split(' ', 2);
    const [[at], [gap, steps]] = [momentIn(oldest), momentIn(second)];
    const folded = { at, ...this.#follow(state.folded ?? this.#empty, [momentIn(oldest)]) };
    const rest = state.recent.slice(oldest.length + 1 + second.length);
    return { ...state, recent: `${written(at + gap, steps)}${rest}`, kept: state.kept - 1, folded };
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

const written = (when: number, steps: number) => `${when.toString(36)}:${steps.toString(36)}`;

const textOf = (moments: readonly Moment[]) =>
  moments.map(([at, steps], place) => written(at - (moments[place - 1]?.[0] ?? 0), steps)).join(' ');

function momentIn(text: string): Moment {
  const colon = text.indexOf(':');
  return [Number.parseInt(text.slice(0, colon), 36), Number.parseInt(text.slice(colon + 1), 36)];
}

function momentsIn(recent: string): Moment[] {
  let at = 0;
  return recent.split(' ').map((text) => {
    const [gap, steps] = momentIn(text);
    at += gap;
    return [at, steps];
  });
}

const later = (a: number | null | undefined, b: number) => (a === null || a === undefined ? b : Math.max(a, b));
