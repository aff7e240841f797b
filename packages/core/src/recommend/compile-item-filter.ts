import {
  assertBoundedJson,
  type Item,
  type ItemFilter,
  type JsonValue,
  readNumber,
  readObject,
  SintoniaError,
} from '@sintonia/spec';

export type ItemTest = (item: Item | undefined) => boolean;

/**
 * Turns a filter into a function, once per request.
 *
 * @throws SINTONIA_INPUT_* that names the part of `where` at fault.
 */
export function compileItemFilter(filter: ItemFilter | undefined): ItemTest {
  if (filter === undefined) return () => true;
  assertBoundedJson(filter, 'where');
  return compile(filter, 'where');
}

function compile(filter: unknown, field: string): ItemTest {
  const node = readObject(filter, field);
  if ('all' in node) {
    const tests = compileList(node.all, `${field}.all`);
    return (item) => tests.every((test) => test(item));
  }
  if ('any' in node) {
    const tests = compileList(node.any, `${field}.any`);
    return (item) => tests.some((test) => test(item));
  }
  if ('not' in node) {
    const test = compile(node.not, `${field}.not`);
    return (item) => !test(item);
  }
  if (typeof node.attribute !== 'string') invalid(field, 'must have attribute, all, any or not');
  const attribute = node.attribute;
  const test = compileCondition(node, field);
  return (item) => {
    const attributes = item?.attributes;
    const value = attributes && Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (value === undefined || value === null) return false;
    return Array.isArray(value) ? value.some(test) : test(value);
  };
}

function compileCondition(node: Record<string, unknown>, field: string): (value: JsonValue) => boolean {
  if ('is' in node) {
    if (node.is === undefined) invalid(`${field}.is`, 'must have a value');
    return (value) => value === node.is;
  }
  if ('in' in node) {
    if (!Array.isArray(node.in)) invalid(`${field}.in`, 'must be a list');
    const values = new Set<unknown>(node.in);
    return (value) => values.has(value);
  }
  if (node.atLeast === undefined && node.atMost === undefined) invalid(field, 'must have is, in, atLeast or atMost');
  const least = node.atLeast === undefined ? Number.NEGATIVE_INFINITY : readNumber(node.atLeast, `${field}.atLeast`);
  const most = node.atMost === undefined ? Number.POSITIVE_INFINITY : readNumber(node.atMost, `${field}.atMost`);
  return (value) => typeof value === 'number' && value >= least && value <= most;
}

function compileList(list: unknown, field: string): ItemTest[] {
  if (!Array.isArray(list)) return invalid(field, 'must be a list');
  return list.map((each, index) => compile(each, `${field}[${index}]`));
}

function invalid(field: string, must: string): never {
  throw new SintoniaError('INPUT_INVALID', `${field} ${must}.`, { field });
}
