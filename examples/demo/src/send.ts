import { setTimeout as sleep } from 'node:timers/promises';
import { type Engine, isSintoniaError, type OpenSchema } from '@sintonia/spec';
import { CAMPAIGN } from './campaign.js';
import type { Survey } from './data/survey.js';
import { inParallel } from './in-parallel.js';
import { madeUpPerson } from './made-up-person.js';
import { type Delivery, noteFate, Outcomes } from './outcomes.js';
import type { Progress } from './progress.js';
import type { Run } from './run-state.js';

/** Composed, then sent, at a time. */
const WAVE = 200;

export interface Sending {
  readonly engine: Engine<OpenSchema, typeof CAMPAIGN>;
  readonly run: Run;
  readonly survey: Pick<Survey, 'people' | 'lastAt'>;
  /** At most so many messages. */
  readonly limit: number;
}

/** Writes to everybody who agrees. After a restart everybody is asked again: who has a message gets no second one. */
export async function sendEveryone(sending: Sending, progress: Progress, stop: AbortSignal): Promise<Delivery> {
  const { engine, run, survey } = sending;
  const fateLog = run.path('fates.jsonl');
  // One sending a run: a second call for the same person is a duplicate.
  const occasion = new Date(survey.lastAt).toISOString().slice(0, 10);
  const asked = peopleToAsk(sending);
  const outcomes = new Outcomes();
  const step = progress.step('Send');
  const stopNoting = engine.on('message', (event) => noteFate(fateLog, event));
  let done = 0;
  for (let start = 0; start < asked.length; start += WAVE) {
    await inParallel(asked.slice(start, start + WAVE), async (userId) => {
      stop.throwIfAborted();
      await sendTo(userId, engine, occasion, outcomes);
      step.at(++done / asked.length, `${outcomes.composed.toLocaleString('en')} messages`);
    });
    await engine.tick();
  }
  await deliverTheRest(sending, progress, stop);
  stopNoting();
  const delivery = await outcomes.settle(fateLog, run.path('mails.jsonl'));
  step.done(`${delivery.sent.toLocaleString('en')} of ${delivery.composed.toLocaleString('en')} messages sent`);
  return delivery;
}

/** Everybody, or with a limit everybody up to the last one who may get a message. */
function peopleToAsk({ survey, limit }: Sending): readonly string[] {
  const people = [...survey.people.keys()];
  let left = limit;
  const end = people.findIndex((person) => madeUpPerson(person).consents && left-- <= 0);
  return end < 0 ? people : people.slice(0, end);
}

async function sendTo(userId: string, engine: Sending['engine'], occasion: string, outcomes: Outcomes): Promise<void> {
  const { consents, firstName, locale, email } = madeUpPerson(userId);
  const { marketing } = await engine.privacy.stateAt({ userId });
  if (consents && marketing?.granted !== true) {
    await engine.identify({ userId, traits: { firstName, locale, email } });
    await engine.privacy.grant({ userId, purposes: ['marketing'], source: 'made up by the demo' });
  }
  try {
    outcomes.add(await engine.send({ userId, campaign: CAMPAIGN, occasion }));
  } catch (error) {
    // The campaign had nothing to say to this one person.
    if (!isSintoniaError(error, 'PLUGIN_FAILED')) throw error;
    outcomes.addFailure();
  }
}

/** Retries, and messages that a killed process had in its hands: until its claims run out nobody may touch them. */
async function deliverTheRest({ engine, run, survey }: Sending, progress: Progress, stop: AbortSignal): Promise<void> {
  for (let said = false; ; ) {
    stop.throwIfAborted();
    const { next } = await engine.tick();
    if (next === undefined) return;
    const wait = next - run.clock(survey.lastAt).now();
    if (wait > 0 && !said) {
      const seconds = Math.ceil(wait / 1000);
      progress.say(`Some messages wait for a retry, or for the claim of a killed process to run out: ${seconds} s …`);
      said = true;
    }
    await sleep(Math.min(Math.max(wait, 20), 1_000));
  }
}
