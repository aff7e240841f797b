import { type IdentifyInput, isTimeZone, LONGEST_TRAIT, SintoniaError, textTraits } from '@sintonia/spec';

/** What the engine insists on, checked before, so that one poor call does not fail all that came with it. @throws SINTONIA_INPUT_INVALID */
export function assertTraits({ traits = {} }: IdentifyInput, place: string): void {
  for (const name of textTraits) {
    const value = traits[name] ?? undefined;
    if (value === undefined || (isText(value) && (name !== 'timezone' || isTimeZone(value)))) continue;
    const field = `${place === '' ? '' : `${place}.`}traits.${name}`;
    throw new SintoniaError('INPUT_INVALID', `${field} is not what it must be.`, { field });
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TRAIT;
