import type { Moment, Plugin } from '@sintonia/spec';
import { type FakeDispatcher, type FakeDispatcherOptions, fakeDispatcher } from './fake-dispatcher.js';
import { type TestClock, testClock } from './test-clock.js';

export interface InMemoryOptions {
  /** When the clock starts. Default: 2026-01-01T00:00:00Z. */
  readonly start?: Moment;
  /** Plugins beside the mailbox. Default: none. */
  readonly plugins?: readonly Plugin[];
  /** How the mailbox pretends to be a provider. */
  readonly mailbox?: FakeDispatcherOptions;
}

export interface InMemory {
  /** For `createEngine`: no store (so it is in memory), no holdout, and nothing that happens by itself. */
  readonly options: {
    readonly clock: TestClock;
    readonly plugins: readonly Plugin[];
    readonly holdout: 0;
    readonly fitting: 'manual';
    readonly delivery: 'manual';
  };
  readonly clock: TestClock;
  /** Gets every message of its channel. */
  readonly mailbox: FakeDispatcher;
}

/**
 * What a test of an engine needs, and the handles to it. Spread `options` to add campaigns or to change anything.
 *
 * ```ts
 * const { options, clock, mailbox } = inMemory({ plugins: [itemLists()] });
 * const engine = await createEngine({ ...options, campaigns });
 * ```
 */
export function inMemory({ start, plugins = [], mailbox: mailboxOptions }: InMemoryOptions = {}): InMemory {
  const clock = testClock(start);
  const mailbox = fakeDispatcher(mailboxOptions);
  const mailboxPlugin: Plugin = { name: `${mailbox.name}-mailbox`, specVersion: 1, dispatchers: [mailbox] };
  const options = {
    clock,
    plugins: [...plugins, mailboxPlugin],
    holdout: 0,
    fitting: 'manual',
    delivery: 'manual',
  } as const;
  return { options, clock, mailbox };
}
