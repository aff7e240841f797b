import { execFile } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createEngine } from '@sintonia/core';
import { type Campaign, type ChannelDispatcher, HOUR, type MessageState } from '@sintonia/spec';
import { sqlite } from '@sintonia/store-sqlite';
import type { Workload } from '../kill-sweep/workload.js';
import { contentOf } from '../store/content-of.js';
import { addressOf, CHANNEL, notes } from './notes.js';
import { positionsOf } from './positions-of.js';
import type { Known, Provider } from './provider.js';

type States = ReadonlyMap<string, MessageState>;

const run = promisify(execFile);

/** Messages are on their way to a provider when their process is killed; another one goes on. */
export function dispatch(messages: number, provider: Provider, delivery?: Campaign['delivery']) {
  /** In what state messages were found when it was killed. */
  const positions = new Map<string, number>();
  const workload: Workload = {
    name: delivery === undefined ? 'dispatch' : `dispatch (${delivery})`,
    program: fileURLToPath(new URL('./dispatch.program.ts', import.meta.url)),
    args: [provider.url],
    systemCalls: ['epoll_pwait', 'pwrite64', 'fsync', 'write', 'writev', 'pread64', 'futex'],

    async prepare(folder) {
      const dispatcher: ChannelDispatcher = {
        ...{ name: 'none', specVersion: 1, channel: CHANNEL, addressOf },
        dispatch: async () => ({}),
      };
      const engine = await createEngine({
        ...{ store: sqlite(join(folder, 'store.db')), campaigns: notes(delivery), delivery: 'manual' },
        plugins: [{ name: 'none', specVersion: 1, dispatchers: [dispatcher] }],
      });
      for (let at = 0; at < messages; at += 1) {
        const userId = ['ana', 'busy', 'refused'][at] ?? `person-${at}`;
        await engine.send({ userId, campaign: 'note', occasion: 'one' });
      }
      await engine.close();
    },

    async judge(folder, said, file) {
      const place = `/${basename(folder)}`;
      const atKill = structuredClone(await provider.knownAt(place));
      const { stdout } = await run(process.execPath, [file, folder, provider.url, `${HOUR}`]);
      const lines = stdout.split('\n');
      const [before, after] = [statesIn(lines, 'before'), statesIn(lines, 'after')];
      for (const name of positionsOf(before, atKill)) positions.set(name, (positions.get(name) ?? 0) + 1);
      const known = await provider.knownAt(place);
      provider.forget(place);
      const toldSent = said.filter((line) => line.startsWith('sent ')).map((line) => line.slice('sent '.length));
      return [
        ...contentOf(join(folder, 'store.db')).damage,
        ...(after.size === messages ? [] : [`${after.size} messages are there`]),
        // The provider refuses one.
        ...([...after.values()].filter((state) => state === 'failed').length > 1
          ? ['more failed than were refused']
          : []),
        ...toldSent.filter((key) => before.get(key) !== 'sent').map((key) => `${key} was said to be sent, and is not`),
        ...[...after].flatMap(([key, state]) => wrongWith(state, before.get(key), known.get(key))),
      ];
    },
  };
  return { ...workload, positions };
}

function statesIn(lines: readonly string[], when: string): States {
  const line = lines.find((each) => each.startsWith(`${when} `));
  return new Map(JSON.parse(line?.slice(when.length) ?? '[]') as [string, MessageState][]);
}

function wrongWith(state: MessageState, before: MessageState | undefined, known: Known | undefined): string[] {
  const { accepts = 0 } = known ?? {};
  return [
    ...(accepts > 1 ? [`accepted ${accepts} times`] : []),
    ...(['sent', 'unknown', 'failed'].includes(state) ? [] : [`one ended as ${state}`]),
    ...(state === 'sent' && accepts === 0 ? ['sent, but nobody accepted it'] : []),
    ...(state === 'failed' && accepts > 0 ? ['failed, but it was accepted'] : []),
    ...(state === 'unknown' && before !== 'claimed' && before !== 'unknown' ? [`unknown, but it was ${before}`] : []),
  ];
}
