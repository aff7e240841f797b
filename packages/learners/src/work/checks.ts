/** @throws RangeError for anything but a whole number from `least` to `most` */
export function checkCount(count: number, least: number, most: number, name: string): void {
  if (!Number.isInteger(count) || count < least || count > most) {
    throw new RangeError(`${name} is ${count}; it has to be a whole number from ${least} to ${most}.`);
  }
}

/** @throws RangeError for anything but a number from `least` to `most` */
export function checkNumber(number: number, least: number, most: number, name: string): void {
  if (!(typeof number === 'number' && number >= least && number <= most)) {
    throw new RangeError(`${name} is ${number}; it has to be from ${least} to ${most}.`);
  }
}

/** @throws RangeError, TypeError for another type or length, or a number that is not finite or under `least` */
export function checkNumbers(numbers: Float64Array, length: number, name: string, least = -Infinity): void {
  if (!(numbers instanceof Float64Array)) throw new TypeError(`${name} has to be a Float64Array.`);
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

/** @throws RangeError, TypeError for anything but 0 and 1, one for each row */
export function checkLabels(labels: Uint8Array, rows: number, name = 'labels'): void {
  if (!(labels instanceof Uint8Array)) throw new TypeError(`${name} has to be a Uint8Array.`);
  if (labels.length !== rows) throw new RangeError(`${name} has ${labels.length} entries; it needs ${rows}.`);
  const wrong = labels.findIndex((label) => label > 1);
  if (wrong >= 0) throw new RangeError(`${name}[${wrong}] is ${labels[wrong]}; it has to be 0 or 1.`);
}

/** The weights of the rows, 1 each unless told. @throws RangeError, TypeError */
export function weightsOf(weights: Float64Array | undefined, rows: number): Float64Array {
  if (weights === undefined) return new Float64Array(rows).fill(1);
  checkNumbers(weights, rows, 'weights', 0);
  return weights;
}

/** @throws RangeError where all that counts has the same label */
export function checkBothLabels(labels: Uint8Array, weights: Float64Array): void {
  for (const wanted of [0, 1]) {
    if (!labels.some((label, row) => label === wanted && (weights[row] as number) > 0)) {
      throw new RangeError(`labels has no ${wanted}; it needs both.`);
    }
  }
}

/** @throws RangeError where a table has other columns than another */
export function checkSameNames(names: readonly string[], wanted: readonly string[], name: string): void {
  if (names.length !== wanted.length || names.some((each, at) => each !== wanted[at])) {
    throw new RangeError(`${name}.names differ from the columns that were expected.`);
  }
}
