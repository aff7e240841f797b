import { describe, expect, it } from 'vitest';
import { coded, testEngine } from './test-engine.fixture.js';

const order = { type: 'Order Completed', userId: 'ana', itemId: 'mug' };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('a listener', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('bug');
      },
    ],
    ['rejects', () => Promise.reject(new Error('bug'))],
    [
      'rejects in its own way',
      () => ({
        // biome-ignore lint/suspicious/noThenProperty: promises of other libraries are such objects
        then: (_: unknown, reject: (error: Error) => void) => reject(new Error('bug')),
      }),
    ],
  ])('that %s harms nobody, and is reported', async (_, listener) => {
    const { engine, errors } = await testEngine();
    engine.on('collected', listener as () => void);
    const heard: unknown[] = [];
    engine.on('collected', (event) => void heard.push(event));
    await expect(engine.collect(order)).resolves.toMatchObject({ accepted: 1 });
    await settled();
    expect(heard).toEqual([{ accepted: 1, duplicates: 0, refused: 0 }]);
    expect(errors).toMatchObject([{ where: 'listener of collected', error: { message: 'bug' } }]);
  });

  it('for errors that fails itself is left alone', async () => {
    const { engine, errors } = await testEngine();
    engine.on('error', () => Promise.reject(new Error('worse')));
    engine.on('error', () => {
      throw new Error('worst');
    });
    engine.on('collected', () => {
      throw new Error('bug');
    });
    await engine.collect(order);
    await settled();
    expect(errors).toHaveLength(1);
  });

  it('hears nothing any more once it is stopped', async () => {
    const { engine } = await testEngine();
    let heard = 0;
    const stop = engine.on('collected', () => void heard++);
    await engine.collect(order);
    stop();
    stop();
    await engine.collect(order);
    expect(heard).toBe(1);
  });

  it('that is no function is refused at once', async () => {
    const { engine } = await testEngine();
    expect(() => engine.on('collected', undefined as never)).toThrow(
      expect.objectContaining(coded('INPUT_INVALID', 'listener')),
    );
    expect(() => engine.on('mesage' as never, () => {})).toThrow(
      expect.objectContaining(coded('INPUT_INVALID', 'name')),
    );
  });
});

it('consent and erasure are told', async () => {
  const { engine } = await testEngine();
  const heard: unknown[] = [];
  engine.on('consent', (event) => void heard.push(event));
  engine.on('erased', (event) => void heard.push(event));
  await engine.privacy.grant({ userId: 'ana', purposes: ['marketing'] });
  await engine.privacy.withdraw({ userId: 'ana', purposes: ['marketing'] });
  await engine.privacy.erase({ userId: 'ana' });
  expect(heard).toEqual([
    { person: 'ana', purposes: ['marketing'], granted: true },
    { person: 'ana', purposes: ['marketing'], granted: false },
    { person: 'ana' },
  ]);
});
