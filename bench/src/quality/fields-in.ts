/** The fields of a line; quotes may hold separators. */
export function fieldsIn(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((field) => field.trim());
  const fields: string[] = [''];
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const last = fields.length - 1;
    if (line[at] === '"') quoted = !quoted;
    else if (!quoted && line.startsWith(separator, at)) {
      fields.push('');
      at += separator.length - 1;
    } else fields[last] = `${fields[last]}${line[at]}`;
  }
  return fields.map((field) => field.trim());
}
