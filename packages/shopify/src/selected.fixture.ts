import { type FieldNode, Kind, type OperationDefinitionNode, parse, type SelectionSetNode } from 'graphql';

type Members = Record<string, unknown>;

/** What an API answers to an operation, of data as its schema has them: what is asked for, by the names that it is asked by. */
export function selected(operation: string, data: unknown): Members {
  const [definition] = parse(operation).definitions as OperationDefinitionNode[];
  return pick(data, definition?.selectionSet) as Members;
}

/** A node as the first part of a query of this form (`{ page { nodes { … } } }`, `{ orders { edges { node { … } } } }`) has it. */
export function selectedNode(operation: string, node: unknown): Members {
  const [definition] = parse(operation).definitions as OperationDefinitionNode[];
  let set = definition?.selectionSet;
  for (let depth = 0; set !== undefined && depth < 9; depth++) {
    const fields = fieldsIn(set);
    const next = fields.find(({ name }) => ['nodes', 'node'].includes(name.value));
    if (next) return pick(node, next.selectionSet) as Members;
    set = (fields.find(({ name }) => name.value === 'edges') ?? fields[0])?.selectionSet;
  }
  throw new Error('There is no node in this operation.');
}

function pick(value: unknown, set: SelectionSetNode | undefined): unknown {
  if (set === undefined || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => pick(each, set));
  const members = value as Members;
  const entries = fieldsIn(set).map(({ alias, name, selectionSet }): [string, unknown] => {
    const key = alias?.value ?? name.value;
    const from = Object.hasOwn(members, key) ? key : name.value;
    // Bulk queries ask by edges for what the data hold as nodes.
    if (key === 'edges' && Array.isArray(members.nodes)) {
      const [node] = selectionSet === undefined ? [] : fieldsIn(selectionSet);
      return [key, pick(members.nodes, node?.selectionSet)];
    }
    return [key, pick(members[from], selectionSet)];
  });
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function fieldsIn({ selections }: SelectionSetNode): FieldNode[] {
  return selections.flatMap((each) => {
    if (each.kind === Kind.FIELD) return [each];
    return each.kind === Kind.INLINE_FRAGMENT ? fieldsIn(each.selectionSet) : [];
  });
}
