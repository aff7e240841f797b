import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { UsageError } from '../arguments.js';

const NEWLINE = 0x0a;
const BLOCK = 1 << 18;
/** Bytes of one line that are kept. What is longer is no line of a table, and will not be read as one. */
const LONGEST_LINE = 1 << 22;

export interface LineBlock {
  readonly lines: readonly string[];
  /** How much of the file has been read, 0 to 1. */
  readonly fraction: number;
}

/** The lines of a text file, plain or gzipped, UTF-8 or Latin-1, in blocks. Holds one block at a time. */
export async function* readLines(file: string): AsyncGenerator<LineBlock> {
  const { size, zipped } = await look(file);
  const source = createReadStream(file, { highWaterMark: BLOCK });
  const bytes = zipped ? gunzip(source) : source;
  let tail: Buffer[] = [];
  let kept = 0;
  let first = true;
  const block = (buffer: Buffer): LineBlock => {
    const text = first ? withoutMark(buffer) : buffer;
    first = false;
    return { lines: split(text), fraction: size === 0 ? 1 : source.bytesRead / size };
  };
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      yield block(Buffer.concat([...tail, chunk.subarray(0, end + 1)]));
      tail = [chunk.subarray(end + 1)];
      kept = chunk.length - end - 1;
    } else if (kept < LONGEST_LINE) {
      tail.push(chunk);
      kept += chunk.length;
    }
  }
  if (kept > 0) yield block(Buffer.concat(tail));
}

function split(bytes: Buffer): string[] {
  // Whole blocks are tested at once: nearly always all of it is UTF-8, and one stray Latin-1 line spoils no other.
  const utf8 = isUtf8(bytes);
  const lines = bytes.toString(utf8 ? 'utf8' : 'latin1').split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  if (utf8) return lines;
  return lines.map((line) => {
    const own = Buffer.from(line, 'latin1');
    return isUtf8(own) ? own.toString('utf8') : line;
  });
}

function withoutMark(bytes: Buffer): Buffer {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return bytes.subarray(3);
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) throw new UsageError('The file is written in UTF-16. Save it as UTF-8.');
  return bytes;
}

async function look(file: string): Promise<{ size: number; zipped: boolean }> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { size: (await handle.stat()).size, zipped: buffer[0] === 0x1f && buffer[1] === 0x8b };
  } finally {
    await handle.close();
  }
}

/** A gzip that breaks off should say so in words. */
async function* gunzip(source: Readable): AsyncGenerator<Buffer> {
  const unpacked = createGunzip({ chunkSize: BLOCK });
  source.on('error', (error) => unpacked.destroy(error));
  try {
    yield* source.pipe(unpacked) as AsyncIterable<Buffer>;
  } catch (error) {
    throw new UsageError(`The gzip file is damaged: ${(error as Error).message}.`);
  } finally {
    source.destroy();
  }
}
