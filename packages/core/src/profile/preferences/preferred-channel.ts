import type { Exposure, Signal } from '@sintonia/spec';

/** One message in ten is answered, until there is more to go by: a single answered one must not win over nine in ten. */
const PRIOR = { answered: 1, sent: 10 };

/**
 * The channel of whose messages the largest part was answered. A signal answers a message by the property `exposureId`, which
 * names it, or by `channel`. Undefined without any answer.
 */
export function preferredChannel(messages: readonly Exposure[], signals: readonly Signal[]): string | undefined {
  const channelOf = new Map(messages.map(({ id, channel }) => [id, channel]));
  const sent = timesOf(messages.map(({ channel }) => channel));
  const answered = timesOf(
    signals.map(({ properties }) => {
      const { exposureId, channel } = properties ?? {};
      return channelOf.get(exposureId as string) ?? channel;
    }),
  );
  const rate = ([channel, answers]: [string, number]) =>
    (answers + PRIOR.answered) / (Math.max(sent.get(channel) ?? 0, answers) + PRIOR.sent);
  return [...answered].sort((a, b) => rate(b) - rate(a) || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

function timesOf(names: readonly unknown[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const name of names) if (typeof name === 'string') times.set(name, (times.get(name) ?? 0) + 1);
  return times;
}
