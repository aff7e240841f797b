/** Characters of an encoded line, its end apart (RFC 2045, sections 6.7 and 6.8). */
const LINE = 76;
const lineEnd = /\r\n|\r|\n/;
const SPACE = 0x20;
const TAB = 0x09;

/** How each byte is written: most as themselves. */
const quoted = Array.from({ length: 256 }, (_, byte) => {
  const isPlain = (byte > SPACE && byte < 0x7f && byte !== 0x3d) || byte === SPACE || byte === TAB;
  return isPlain ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

export interface Encoded {
  readonly encoding: '7bit' | 'quoted-printable' | 'base64';
  /** Lines of ASCII that end with CRLF. None of them holds `=_`, so that this can begin a boundary. */
  readonly text: string;
}

/** A text, readable in its source as far as it is ASCII. Line ends become CRLF. */
export function encodedText(text: string): Encoded {
  const lines = text.split(lineEnd);
  if (isPlain(text) && lines.every((line) => line.length <= LINE)) return { encoding: '7bit', text: ended(lines) };
  const beyondAscii = Buffer.byteLength(text) - text.length;
  // Each byte of such a letter would take three places, and nobody could read it anyway.
  if (beyondAscii > text.length / 4) return encodedBytes(Buffer.from(lines.join('\r\n')).toString('base64'));
  return { encoding: 'quoted-printable', text: ended(lines.map(quotedLine)) };
}

/** @param base64 without line breaks. */
export function encodedBytes(base64: string): Encoded {
  const lines: string[] = [];
  for (let at = 0; at < base64.length; at += LINE) lines.push(base64.slice(at, at + LINE));
  return { encoding: 'base64', text: ended(lines) };
}

/** Nothing that servers on the way are known to change: control characters, spaces at the end, what begins like a mailbox's line. */
function isPlain(text: string): boolean {
  return /^[\t\r\n\x20-\x7e]*$/.test(text) && !/[ \t](?:[\r\n]|$)|(?:^|[\r\n])From |=_/.test(text);
}

function quotedLine(line: string): string {
  let out = '';
  let length = 0;
  const bytes = Buffer.from(line);
  for (const [at, byte] of bytes.entries()) {
    const isLast = at === bytes.length - 1;
    const isBlankAtEnd = isLast && (byte === SPACE || byte === TAB);
    const piece = isBlankAtEnd ? `=${byte === SPACE ? '20' : '09'}` : (quoted[byte] as string);
    // One place is left for the sign that the line goes on.
    if (length + piece.length > LINE - 1) {
      out += '=\r\n';
      length = 0;
    }
    out += piece;
    length += piece.length;
  }
  return out.startsWith('From ') ? `=46${out.slice(1)}` : out;
}

function ended(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\r\n')}\r\n`;
}
