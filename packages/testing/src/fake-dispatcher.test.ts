import { describe, expect, it } from 'vitest';
import { leftOut } from './dispatcher-suite/left-out.js';
import { dispatcherLaws, dispatcherSuite } from './dispatcher-suite.js';
import { broken, rigOf } from './fake-dispatcher.fixture.js';
import { fakeDispatcher } from './fake-dispatcher.js';

dispatcherSuite('fakeDispatcher', { start: () => rigOf(fakeDispatcher()) });
dispatcherSuite('fakeDispatcher for text messages', { start: () => rigOf(fakeDispatcher({ channel: 'sms' })) });

dispatcherSuite('fakeDispatcher for several at once', { start: () => rigOf(fakeDispatcher({ batch: 10 })) });

describe('dispatcherSuite finds', () => {
  it('nothing in a good one', async () => {
    expect(await broken(() => ({}))).toEqual([]);
  });

  it('one that takes every address', async () => {
    const found = await broken((good) => ({
      dispatch: ({ to, ...rest }, context) =>
        good.dispatch({ ...rest, to: to.includes('@e') ? 'ana@example.com' : to }, context),
    }));
    expect(found).toContain('an e-mail address that is not exactly one plain address is refused, and not repeated');
  });

  it('one that sends again when the answer is lost', async () => {
    const found = await broken((good) => ({
      dispatch: (one, context) => good.dispatch(one, context).catch(() => good.dispatch(one, context)),
    }));
    expect(found).toContain('an answer that is lost leaves the message unknown, sent at most once');
  });

  it('one that says "accepted" before it was', async () => {
    const found = await broken((good) => ({
      dispatch: async (one, context) => {
        good.dispatch(one, context).catch(() => {});
        return {};
      },
    }));
    expect(found).toContain('a message that is refused is refused for good');
  });

  it('one that ignores the abort signal', async () => {
    const never = new AbortController().signal;
    const found = await broken((good) => ({
      dispatch: (one, context) =>
        Promise.race([
          good.dispatch(one, { ...context, abort: never }),
          new Promise<never>((_, reject) => setTimeout(reject, 3000)),
        ]),
    }));
    expect(found).toEqual([
      'aborted before it began, it hands nothing over',
      'aborted while the provider hangs, it stops at once and says that it does not know',
    ]);
  });

  it('one that fails all of several for one of them', async () => {
    const found = await broken(
      (good) => ({
        dispatchMany: async (several, context) => {
          for (const one of several) if (one.to.includes(',')) await good.dispatch(one, context);
          return good.dispatchMany?.(several, context) ?? [];
        },
      }),
      10,
    );
    expect(found).toEqual(['in one request, a bad recipient fails nobody else']);
  });

  it('one that says nothing about some of several', async () => {
    const found = await broken(
      (good) => ({
        dispatchMany: async (several, context) => ((await good.dispatchMany?.(several, context)) ?? []).slice(1),
      }),
      10,
    );
    expect(found).toHaveLength(5);
  });

  it('one that repeats the address in its errors', async () => {
    const found = await broken((good) => ({
      dispatch: (one, context) =>
        good.dispatch(one, context).catch((error: Error) => {
          error.message += ` (${one.to})`;
          throw error;
        }),
    }));
    expect(found).toContain('errors hold neither address nor content');
  });

  it('a skip without a reason, and a skip of no law', () => {
    const start = () => rigOf(fakeDispatcher());
    expect(() => dispatcherSuite('x', { start, skip: { [dispatcherLaws[0]?.law ?? '']: ' ' } })).toThrow('reason');
    expect(() => dispatcherSuite('x', { start, skip: { 'it sings': 'cannot' } })).toThrow('no law');
    expect(() => dispatcherSuite('x', { start, noFeedback: ' ' })).toThrow('reason');
  });

  it('feedback that is not checked, unless somebody says that there is none', () => {
    const { reports: _, ...unreported } = rigOf(fakeDispatcher());
    const { parseFeedback: _parse, verify: _verify, ...silent } = unreported.dispatcher;
    const about = { needs: 'parseFeedback' } as const;
    expect(() => leftOut(unreported, about, undefined)).toThrow('no reports');
    expect(() => leftOut({ ...unreported, dispatcher: silent }, about, undefined)).toThrow('noFeedback');
    expect(() => leftOut(unreported, about, 'none')).toThrow('parseFeedback');
    expect(leftOut({ ...unreported, dispatcher: silent }, about, 'none')).toBe('none');
    expect(leftOut(rigOf(fakeDispatcher()), about, undefined)).toBeUndefined();
    const { verify: _alone, ...anybody } = rigOf(fakeDispatcher()).dispatcher;
    expect(() => leftOut({ ...rigOf(fakeDispatcher()), dispatcher: anybody }, about, undefined)).toThrow('no verify');
    expect(leftOut(unreported, {}, undefined)).toBeUndefined();
  });
});
