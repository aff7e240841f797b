import { SintoniaError } from '@sintonia/spec';

/** A number among options, or its default. @throws SINTONIA_OPTION_INVALID that names the field. */
export function readOption<Name extends string>(
  options: { readonly [Key in Name]?: number },
  name: Name,
  fallback: number,
  range: { readonly min: number; readonly max: number; readonly whole?: boolean },
): number {
  const value: unknown = options[name] ?? fallback;
  const kind = range.whole ? 'a whole number' : 'a number';
  if (
    typeof value !== 'number' ||
    !(value >= range.min && value <= range.max) ||
    (range.whole && !Number.isInteger(value))
  ) {
    throw new SintoniaError('OPTION_INVALID', `${name} must be ${kind} from ${range.min} to ${range.max}.`, {
      field: name,
    });
  }
  return value;
}
