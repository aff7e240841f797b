/** One part of a MIME message (RFC 2045, 2046), as far as reports need it. */
export interface MimePart {
  /** Names in lower case, values unfolded. Of headers that stand there twice, all. */
  readonly headers: readonly Field[];
  /** Such as `message/delivery-status`. */
  readonly type: string;
  /** Decoded from base64 and quoted-printable, one character a byte, line ends as `\n`. Empty for a multipart. */
  readonly body: string;
  readonly parts: readonly MimePart[];
}

export type Field = readonly [name: string, value: string];

/** Reports are three parts deep in at most another multipart; what goes further is left unread. */
const DEEPEST = 4;
const MOST_PARTS = 50;
const MOST_FIELDS = 200;
const LONGEST_VALUE = 4_000;

/** Reads what may be a MIME message. Never throws: what is none has neither headers nor parts. */
export function readMime(raw: Uint8Array): MimePart {
  const text = Buffer.from(raw).toString('latin1').replace(/\r\n?/g, '\n');
  // Programs that pipe mail may put the line of an mbox in front.
  return readPart(text.replace(/^From [^\n]*\n/, ''), 0);
}

function readPart(text: string, depth: number): MimePart {
  const end = text.startsWith('\n') ? 0 : text.indexOf('\n\n');
  const headers = fieldsOf(end < 0 ? text : text.slice(0, end));
  const content = end < 0 ? '' : text.slice(end).replace(/^\n{1,2}/, '');
  const contentType = firstOf(headers, 'content-type') ?? 'text/plain';
  const type = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+/.exec(contentType)?.[0].toLowerCase() ?? 'text/plain';
  const boundary = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i.exec(contentType);
  if (type.startsWith('multipart/') && boundary !== null && depth < DEEPEST) {
    const parts = split(content, boundary[1] ?? boundary[2] ?? '').map((part) => readPart(part, depth + 1));
    return { headers, type, body: '', parts };
  }
  return { headers, type, body: decoded(content, firstOf(headers, 'content-transfer-encoding')), parts: [] };
}

/** The fields of a block of them, until the first line that is none. */
export function fieldsOf(block: string): readonly Field[] {
  const fields: Field[] = [];
  for (const line of block.replace(/\n[ \t]+/g, ' ').split('\n', MOST_FIELDS)) {
    const match = /^([!-9;-~]{1,100}):(.*)$/.exec(line);
    if (match === null) break;
    fields.push([(match[1] ?? '').toLowerCase(), (match[2] ?? '').trim().slice(0, LONGEST_VALUE)]);
  }
  return fields;
}

/** The first value of this name, in lower case. */
export function firstOf(fields: readonly Field[], name: string): string | undefined {
  return fields.find(([key]) => key === name)?.[1];
}

/** A part and all within it. */
export function allParts(part: MimePart): readonly MimePart[] {
  return [part, ...part.parts.flatMap(allParts)];
}

function split(content: string, boundary: string): readonly string[] {
  const parts: string[][] = [];
  for (const line of content.split('\n')) {
    const bare = line.trimEnd();
    if (bare === `--${boundary}--`) break;
    if (bare !== `--${boundary}`) parts.at(-1)?.push(line);
    else if (parts.length === MOST_PARTS) break;
    else parts.push([]);
  }
  return parts.map((lines) => lines.join('\n'));
}

function decoded(content: string, encoding = ''): string {
  if (/^base64$/i.test(encoding)) return Buffer.from(content, 'base64').toString('latin1').replace(/\r\n?/g, '\n');
  if (!/^quoted-printable$/i.test(encoding)) return content;
  const byte = (_match: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16));
  return content
    .replace(/[ \t]*=[ \t]*\n/g, '')
    .replace(/=([\dA-F]{2})/gi, byte)
    .replace(/\r\n?/g, '\n');
}
