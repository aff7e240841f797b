import { describe, expect, it } from 'vitest';
import { coded } from '../test-engine.fixture.js';
import { postOffice } from './feedback.fixture.js';

describe('a provider’s webhook', () => {
  it('is verified before anything else', async () => {
    const { engine, mailbox, event, told } = await postOffice();
    const forged = { ...mailbox.report([event('complaint', { to: 'ana@example.com' })]), headers: {} };
    await expect(engine.receive('fake', forged)).rejects.toMatchObject(coded('WEBHOOK_UNVERIFIED'));
    await expect(engine.receive('other', forged)).rejects.toMatchObject(coded('COLLECTOR_UNKNOWN'));
    Object.assign(mailbox, { verify: undefined });
    await expect(engine.receive('fake', mailbox.report([]))).rejects.toMatchObject(coded('WEBHOOK_UNVERIFIED'));
    expect(told).toEqual([]);
  });

  it('that wants to shake hands reports nothing', async () => {
    const { engine, mailbox } = await postOffice();
    expect(await engine.receive('fake', mailbox.handshake())).toMatchObject({ accepted: 0 });
    expect(mailbox.handshakes).toBe(1);
  });

  it('of more than a megabyte is refused unread', async () => {
    const { engine, mailbox } = await postOffice();
    const huge = { ...mailbox.report([]), rawBody: new Uint8Array(1_048_577) };
    await expect(engine.receive('fake', huge)).rejects.toMatchObject(coded('INPUT_TOO_LARGE', 'body'));
  });

  it('is not acknowledged while the store fails, and loses nothing', async () => {
    const { engine, mailbox, sent, event, store } = await postOffice();
    const sendKey = await sent();
    const request = mailbox.report([event('hardBounce', { sendKey })]);
    const { commit } = store;
    Object.assign(store, { commit: () => Promise.reject(new Error('disk')) });
    await expect(engine.receive('fake', request)).rejects.toThrow('disk');
    Object.assign(store, { commit });
    expect(await engine.receive('fake', request)).toMatchObject({ accepted: 1 });
    expect(await engine.suppressions.has({ channel: 'email', address: 'ana@example.com' })).toBe(true);
  });
});
