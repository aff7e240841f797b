/** Advised length of a line, and of a piece of a parameter (RFC 5322, section 2.1.1; RFC 2231). */
const ADVISED = 76;
const PIECE = 60;

/** A header with its line break, folded at spaces. @param value one line of printable ASCII. */
export function headerLine(name: string, value: string): string {
  const whole = `${name}: ${value}`;
  if (whole.length <= ADVISED) return `${whole}\r\n`;
  let lines = `${name}:`;
  let length = lines.length;
  // A space stays with the word behind it: no line may be of spaces only.
  for (const word of ` ${value}`.split(/(?= [^ ])/)) {
    if (length + word.length > ADVISED && length > name.length + 1) {
      lines += '\r\n';
      length = 0;
    }
    lines += word;
    length += word.length;
  }
  return `${lines}\r\n`;
}

/** `; name="value"`, or in pieces where it is long or not plain ASCII (RFC 2231). Each on a line of its own. */
export function parameter(name: string, value: string): string {
  if (/^[\x20-\x7e]*$/.test(value) && value.length <= PIECE)
    return `;\r\n ${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  const escaped = encodeURIComponent(value.toWellFormed()).replace(/[!'()*]/g, (letter) => {
    return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  const pieces = escaped.match(/(?:%[\dA-F]{2}|[^%]){1,20}/g) ?? [''];
  if (pieces.length === 1) return `;\r\n ${name}*=utf-8''${pieces[0]}`;
  return pieces.map((piece, at) => `;\r\n ${name}*${at}*=${at === 0 ? "utf-8''" : ''}${piece}`).join('');
}
