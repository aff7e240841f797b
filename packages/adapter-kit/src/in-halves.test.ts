import { SintoniaError } from '@sintonia/spec';
import { expect, it } from 'vitest';
import { inHalves } from './in-halves.js';

const refusal = new SintoniaError('PLATFORM_REJECTED', 'No.');
const isRefusal = ({ code }: SintoniaError) => code === refusal.code;

it('whoever is refused is refused alone, in few calls', async () => {
  const sizes: number[] = [];
  const words = await inHalves(
    Array.from({ length: 64 }, (_, index) => index),
    async (some) => {
      sizes.push(some.length);
      if (some.includes(7)) throw refusal;
      return some.map((one) => one * 2);
    },
    isRefusal,
  );
  expect(words).toEqual(Array.from({ length: 64 }, (_, index) => (index === 7 ? refusal : index * 2)));
  expect(sizes).toHaveLength(13);
});

it('nobody is asked about nothing, and what is no refusal is thrown', async () => {
  expect(await inHalves([], () => Promise.reject(refusal), isRefusal)).toEqual([]);
  await expect(inHalves([1, 2], () => Promise.reject(new Error('down')), isRefusal)).rejects.toThrow('down');
});
