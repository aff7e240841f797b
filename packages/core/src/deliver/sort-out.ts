import { type Clock, isSintoniaError } from '@sintonia/spec';
import type { Channel } from '../plugins/channels.js';
import type { Reading } from '../store/tenant-store.js';
import { allDone } from './all-done.js';
import type { Claims } from './claims.js';
import type { HandOver, Held } from './hand-over.js';
import type { Delivery, MessageMarker } from './message-marker.js';
import type { Due, Outbox } from './outbox.js';
import { finalStates, type OutboxRow } from './outbox-row.js';
import type { Route, Routes } from './routes.js';
import type { Permission, SendGate } from './send-gate.js';

/** What a delivery goes through. */
export interface Steps {
  readonly outbox: Outbox;
  readonly gate: SendGate;
  readonly routes: Routes;
  readonly claims: Claims;
  readonly handOver: HandOver;
  readonly marker: MessageMarker;
}

/** A message that may go out, and through whom. */
export interface Ready extends Pick<Held, 'providers'> {
  readonly reading: Reading<OutboxRow>;
  readonly unchanged: Extract<Permission, { kind: 'go' }>['unchanged'];
}

/** Does with each message what is to be done at once, and returns those that may go out. */
export async function sortOut(
  due: readonly Due[],
  channel: Channel | undefined,
  { outbox, gate, routes, marker }: Steps,
  clock: Clock,
  count: (delivery: Delivery) => void,
): Promise<readonly Ready[]> {
  const now = clock.now();
  // Nothing of it begins before all of it is waited for: an error in between would be nobody's, and end the process.
  const atOnce: (() => Promise<Delivery>)[] = [];
  const pending: Reading<OutboxRow>[] = [];
  for (const [index, reading] of (await outbox.readMany(due)).entries()) {
    const row = reading.value;
    const reminder = due[index] as Due;
    if (!row || finalStates.has(row.state) || row.dueAt !== reminder.at) {
      atOnce.push(() => outbox.forget(reminder).then(() => 'skipped'));
    } else if (row.state === 'claimed') atOnce.push(() => marker.lose(reading, clock));
    else pending.push(reading);
  }
  const permissions = await gate.mayStillGo(pending, now);
  const open: Omit<Ready, 'providers'>[] = [];
  for (const [index, reading] of pending.entries()) {
    const permission = permissions[index] as Permission;
    if (permission.kind === 'go') open.push({ reading, unchanged: permission.unchanged });
    else if (permission.kind === 'later') atOnce.push(() => marker.putOff(reading, permission.until, clock));
    else atOnce.push(() => marker.finish(reading, permission.state, permission, clock));
  }
  const rows = open.map(({ reading }) => reading.value as OutboxRow);
  const chosen = channel === undefined ? [] : await routes.choose(channel, rows, now);
  const ready: Ready[] = [];
  for (const [index, message] of open.entries()) {
    const route = chosen[index] as Route;
    if ('providers' in route) ready.push({ ...message, providers: route.providers });
    else atOnce.push(() => marker.putOff(message.reading, route.until, clock));
  }
  await allDone(atOnce.map(async (each) => count(await unlessFaster(each()))));
  return ready;
}

/** Whoever was faster has done it. */
async function unlessFaster(change: Promise<Delivery>): Promise<Delivery> {
  try {
    return await change;
  } catch (error) {
    if (isSintoniaError(error, 'STORE_CONFLICT')) return 'skipped';
    throw error;
  }
}
