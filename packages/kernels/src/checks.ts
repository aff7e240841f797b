/** @throws RangeError, TypeError for another length, type, or a number that is not finite or under `least` */
export function checkNumbers(numbers: Float32Array, length: number, name: string, least = -Infinity): void {
  if (!(numbers instanceof Float32Array)) throw new TypeError(`${name} has to be a Float32Array.`);
  if (numbers.length !== length) throw new RangeError(`${name} has ${numbers.length} numbers; it needs ${length}.`);
  for (let at = 0; at < length; at++) {
    const number = numbers[at] as number;
    if (!(number >= least && number < Infinity && number > -Infinity)) {
      throw new RangeError(
        `${name}[${at}] is ${number}; it has to be finite${least === 0 ? ' and not negative' : ''}.`,
      );
    }
  }
}

/** @throws RangeError for anything but a whole number from `least` to `most` */
export function checkCount(count: number, least: number, most: number, name: string): void {
  if (!Number.isInteger(count) || count < least || count > most) {
    throw new RangeError(`${name} is ${count}; it has to be a whole number from ${least} to ${most}.`);
  }
}

/** @throws RangeError, TypeError for anything but whole numbers under `bound` */
export function checkIndices(indices: Uint32Array | Uint16Array, bound: number, name: string): void {
  if (!(indices instanceof Uint32Array || indices instanceof Uint16Array)) {
    throw new TypeError(`${name} has to be a Uint32Array.`);
  }
  for (let at = 0; at < indices.length; at++) {
    if ((indices[at] as number) >= bound) {
      throw new RangeError(`${name}[${at}] is ${indices[at]}; it has to be under ${bound}.`);
    }
  }
}
