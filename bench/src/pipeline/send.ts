import { smtp } from '@sintonia/email-smtp';
import { itemLists } from '@sintonia/recommenders';
import type { Campaign, Content, Engine, OpenSchema } from '@sintonia/spec';
import { createTransport } from 'nodemailer';
import { inTurn } from '../in-turn.js';
import { besidePeer, type Figure } from '../measurement.js';
import { median } from '../quantile.js';
import type { BenchCase, Sizes } from '../suite.js';
import { batchesOf, catalog, orders, userId } from './dataset.js';
import { type MailSink, openMailSink } from './mail-sink.js';
import { openEngine } from './open-engine.js';

const CONNECTIONS = 5;
/** How many messages are composed at the same time. */
const LANES = 16;
const MOST_MESSAGES = 1_000;
const FROM = 'bench@example.com';

type Round = { readonly queue: number; readonly deliver: number; readonly whole: number };

/**
 * Personal messages through the durable outbox (decided, composed, claimed, marked: each step synced to the disk) to a mail
 * server in the same process. Its peer sends the same content in a bare loop with as many connections.
 */
export const send: BenchCase = {
  name: 'send',
  about: 'messages a second through the outbox, beside a bare nodemailer loop',
  async run(sizes, say) {
    const sink = await openMailSink();
    const people = Math.min(sizes.people, MOST_MESSAGES);
    let latest: Content = { text: '' };
    const weekly: Campaign = {
      channel: 'email',
      compose: (context) => {
        latest = contentOf(context);
        return latest;
      },
    };
    const { engine, close } = await openEngine('sqlite', {
      plugins: [itemLists(), smtp({ url: `smtp://${sink.host}:${sink.port}`, from: FROM, connections: CONNECTIONS })],
      campaigns: { weekly },
      frequencyCap: { messages: 1_000, days: 1 },
    });
    await prepare(engine, { ...sizes, people });
    const loop = bareLoop(sink);

    const results = await inTurn(
      ['engine', 'nodemailer'] as const,
      sizes.rounds,
      async (sender, round): Promise<Round> => {
        say(`${sender}, round ${round} of ${sizes.rounds}`);
        const before = sink.taken();
        const rates =
          sender === 'engine' ? await outboxRound(engine, people, `round-${round}`) : await loop.round(people, latest);
        const arrived = sink.taken() - before;
        if (arrived !== people) throw new Error(`${arrived} of ${people} messages arrived by ${sender}.`);
        return rates;
      },
    );
    loop.close();
    await close();
    await sink.close();

    const [ours = [], theirs = []] = results;
    const figure = (metric: keyof Round): Figure => ({
      case: `send/${metric}`,
      metric: 'throughput',
      value: median(ours.map((round) => round[metric])),
      unit: 'messages/s',
    });
    const peer = median(theirs.map(({ whole }) => whole));
    return [
      figure('queue'),
      besidePeer(figure('deliver'), 'nodemailer', peer),
      besidePeer(figure('whole'), 'nodemailer', peer),
    ];
  },
};

async function prepare(engine: Engine<OpenSchema, 'weekly'>, sizes: Sizes): Promise<void> {
  for (const batch of batchesOf(orders(sizes), 1_000)) await engine.collect(batch);
  await engine.catalog.put(catalog(sizes.items).slice(0, 10_000));
  await engine.fit();
  const everybody = Array.from({ length: sizes.people }, (_, person) => userId(person));
  for (const some of batchesOf(everybody, 100)) {
    await Promise.all(
      some.map(async (id) => {
        await engine.identify({ userId: id, traits: { email: `${id}@example.com`, firstName: id } });
        await engine.privacy.grant({ userId: id, purposes: ['marketing'] });
      }),
    );
  }
}

async function outboxRound(engine: Engine<OpenSchema, 'weekly'>, people: number, occasion: string): Promise<Round> {
  const start = performance.now();
  const waiting = Array.from({ length: people }, (_, person) => userId(person)).values();
  const lane = async () => {
    for (const id of waiting) await engine.send({ userId: id, campaign: 'weekly', occasion });
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const queued = performance.now();
  const { sent } = await engine.tick();
  const end = performance.now();
  if (sent !== people) throw new Error(`${sent} of ${people} messages were sent.`);
  const perSecond = (ms: number) => people / (ms / 1_000);
  return { queue: perSecond(queued - start), deliver: perSecond(end - queued), whole: perSecond(end - start) };
}

function bareLoop({ host, port }: MailSink) {
  const transport = createTransport({ pool: true, host, port, ignoreTLS: true, maxConnections: CONNECTIONS });
  return {
    async round(people: number, { attachments: _none, ...content }: Content): Promise<Round> {
      const start = performance.now();
      const mails = Array.from({ length: people }, (_, person) => `${userId(person)}@example.com`);
      await Promise.all(mails.map((to) => transport.sendMail({ from: FROM, to, ...content })));
      const rate = people / ((performance.now() - start) / 1_000);
      return { queue: rate, deliver: rate, whole: rate };
    },
    close: () => transport.close(),
  };
}

function contentOf({ profile, picks, reason, escape: safe }: Parameters<Campaign['compose']>[0]): Content {
  const rows = picks.map((pick) => ({ title: pick.item?.title ?? pick.itemId, why: reason(pick) }));
  return {
    subject: `${profile.traits.firstName}, picked for you`,
    text: rows.map(({ title, why }) => `* ${title}\n  ${why}`).join('\n'),
    html: `<ul>${rows.map(({ title, why }) => `<li><b>${safe(title)}</b><br>${safe(why)}</li>`).join('')}</ul>`,
  };
}
