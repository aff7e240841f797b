/** The members of an object of the format, as they stand. @throws TypeError for anything else, RangeError for another format */
export function readFormat(json: unknown, format: string): Readonly<Record<string, unknown>> {
  const parts = readObject(json, 'json');
  if (parts.format !== format) throw new RangeError(`json.format has to be ${format}.`);
  return parts;
}

/** @throws TypeError for anything but a plain object */
export function readObject(json: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TypeError(`${name} has to be an object.`);
  }
  return json as Record<string, unknown>;
}

/** @throws TypeError, RangeError for anything but a list of different texts */
export function readNames(json: unknown, name: string): readonly string[] {
  if (!Array.isArray(json) || !json.every((each) => typeof each === 'string')) {
    throw new TypeError(`${name} has to be a list of texts.`);
  }
  if (new Set(json).size !== json.length) throw new RangeError(`${name} has a text twice.`);
  return json;
}

/** @throws TypeError, RangeError for anything but a list of `length` finite numbers from `least` to `most` */
export function readNumbers(
  json: unknown,
  name: string,
  { length, least = -Infinity, most = Infinity }: { length?: number; least?: number; most?: number } = {},
): Float64Array {
  if (!Array.isArray(json)) throw new TypeError(`${name} has to be a list of numbers.`);
  if (length !== undefined && json.length !== length) {
    throw new RangeError(`${name} has ${json.length} numbers; it needs ${length}.`);
  }
  const wrong = json.findIndex((each) => !(Number.isFinite(each) && each >= least && each <= most));
  if (wrong >= 0) throw new RangeError(`${name}[${wrong}] has to be a finite number within its range.`);
  return Float64Array.from(json);
}

/** @throws RangeError for anything but a finite number from `least` to `most` */
export function readNumber(json: unknown, name: string, least = -Infinity, most = Infinity): number {
  if (typeof json !== 'number' || !Number.isFinite(json) || json < least || json > most) {
    throw new RangeError(`${name} has to be a finite number within its range.`);
  }
  return json;
}
