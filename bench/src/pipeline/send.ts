import { itemLists } from '@sintonia/recommenders';
import type { Campaign, Content, Engine, OpenSchema } from '@sintonia/spec';
import { inTurn } from '../in-turn.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase, Sizes } from '../suite.js';
import { batchesOf, catalog, orders, userId } from './dataset.js';
import { httpWay, type MailPeer, type MailWay, smtpWay } from './mail-ways.js';
import { openEngine } from './open-engine.js';

/** How many messages are composed at the same time. */
const LANES = 16;
const MOST_MESSAGES = 10_000;
/** Everybody gets so many a round. */
const OCCASIONS = 2;
/** Of 10,000 messages each, which is long enough. */
const MOST_ROUNDS = 3;

type Round = { readonly queue: number; readonly deliver: number; readonly whole: number };

/**
 * Personal messages through the durable outbox (decided, composed, claimed, marked: each step synced to the disk) to a mail
 * server, and to an API, in the same process. Their peers send the same content in a bare loop by as many connections: nodemailer
 * to a mail server, fetch to the API.
 */
export const send: BenchCase = {
  name: 'send',
  about: 'messages a second through the outbox, beside bare loops of nodemailer and fetch',
  async run(sizes, say) {
    const figures: Figure[] = [];
    for (const open of [smtpWay, httpWay]) figures.push(...(await measured(await open(), sizes, say)));
    return figures;
  },
};

async function measured(way: MailWay, sizes: Sizes, say: (progress: string) => void): Promise<readonly Figure[]> {
  const people = Math.min(sizes.people, MOST_MESSAGES / OCCASIONS);
  let latest: Content = { text: '' };
  const weekly: Campaign = {
    channel: 'email',
    compose: (context) => {
      latest = contentOf(context);
      return latest;
    },
  };
  const { engine, close } = await openEngine('sqlite', {
    plugins: [itemLists(), way.plugin],
    campaigns: { weekly },
    frequencyCap: { messages: 1_000, days: 1 },
  });
  await prepare(engine, { ...sizes, people });

  const rounds = Math.min(sizes.rounds, MOST_ROUNDS);
  const senders: readonly (MailPeer | undefined)[] = [undefined, ...way.peers];
  const [ours = [], ...theirs] = await inTurn(senders, rounds, async (peer, round): Promise<Round> => {
    say(`${way.name}, ${peer?.name ?? 'engine'}, round ${round} of ${rounds}`);
    const { sink } = peer ?? way;
    const before = sink.taken();
    const rates = await (peer ? peerRound(peer, people, latest) : outboxRound(engine, people, `round-${round}`));
    const arrived = sink.taken() - before;
    if (arrived !== people * OCCASIONS) throw new Error(`${arrived} of ${people * OCCASIONS} arrived.`);
    return rates;
  });
  await close();
  await way.close();

  const figure = (metric: keyof Round): Figure => ({
    case: `send/${way.name}/${metric}`,
    metric: 'throughput',
    value: median(ours.map((round) => round[metric])),
    unit: 'messages/s',
  });
  const beside = (metric: keyof Round) =>
    way.peers.map(({ name }, place) =>
      besidePeer(figure(metric), name, median((theirs[place] ?? []).map(({ whole }) => whole))),
    );
  return [figure('queue'), ...beside('deliver'), ...beside('whole')];
}

async function prepare(engine: Engine<OpenSchema, 'weekly'>, sizes: Sizes): Promise<void> {
  for (const batch of batchesOf(orders(sizes), 1_000)) await engine.collect(batch);
  await engine.catalog.put(catalog(sizes.items).slice(0, 10_000));
  await engine.fit();
  for (const some of batchesOf(everybody(sizes.people), 100)) {
    await Promise.all(
      some.map(async (id) => {
        await engine.identify({ userId: id, traits: { email: `${id}@example.com`, firstName: id } });
        await engine.privacy.grant({ userId: id, purposes: ['marketing'] });
      }),
    );
  }
}

function everybody(people: number): readonly string[] {
  return Array.from({ length: people }, (_, person) => userId(person));
}

async function outboxRound(engine: Engine<OpenSchema, 'weekly'>, people: number, round: string): Promise<Round> {
  const start = performance.now();
  for (let occasion = 0; occasion < OCCASIONS; occasion++) {
    const waiting = everybody(people).values();
    const lane = async () => {
      for (const id of waiting) await engine.send({ userId: id, campaign: 'weekly', occasion: `${round}-${occasion}` });
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
  const queued = performance.now();
  const { sent } = await engine.tick();
  const end = performance.now();
  const messages = people * OCCASIONS;
  if (sent !== messages) throw new Error(`${sent} of ${messages} messages were sent.`);
  const perSecond = (ms: number) => messages / (ms / 1_000);
  return { queue: perSecond(queued - start), deliver: perSecond(end - queued), whole: perSecond(end - start) };
}

async function peerRound(peer: MailPeer, people: number, content: Content): Promise<Round> {
  const addresses = Array.from({ length: OCCASIONS }, () => everybody(people))
    .flat()
    .map((id) => `${id}@example.com`);
  const start = performance.now();
  await peer.bareLoop(addresses, content);
  const rate = addresses.length / ((performance.now() - start) / 1_000);
  return { queue: rate, deliver: rate, whole: rate };
}

function contentOf({ profile, picks, reason, escape: safe }: Parameters<Campaign['compose']>[0]): Content {
  const rows = picks.map((pick) => ({ title: pick.item?.title ?? pick.itemId, why: reason(pick) }));
  return {
    subject: `${profile.traits.firstName}, picked for you`,
    text: rows.map(({ title, why }) => `* ${title}\n  ${why}`).join('\n'),
    html: `<ul>${rows.map(({ title, why }) => `<li><b>${safe(title)}</b><br>${safe(why)}</li>`).join('')}</ul>`,
  };
}
