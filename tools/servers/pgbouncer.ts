import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ENVIRONMENT = 'SINTONIA_TEST_PGBOUNCER';

/** The program: named by a variable, or in the path; undefined where it is not on this machine. */
export function pgbouncerProgram(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  const places = [process.env[ENVIRONMENT] ?? '', ...folders.map((folder) => join(folder, 'pgbouncer'))];
  return places.find((place) => place !== '' && existsSync(place));
}

export interface PgBouncer {
  readonly port: number;
  stop(): Promise<void>;
}

/** PgBouncer in transaction mode on loopback, before a server that trusts everybody. @param connections to the server. */
export async function startPgBouncer(
  program: string,
  server: { port: number },
  connections: number,
): Promise<PgBouncer> {
  const folder = mkdtempSync(join(tmpdir(), 'sintonia-pgbouncer-'));
  const port = await freePort();
  const settings = [
    '[databases]',
    // Whoever connects is this user.
    `* = host=127.0.0.1 port=${server.port} user=sintonia`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${connections}`,
  ];
  const file = join(folder, 'pgbouncer.ini');
  writeFileSync(file, `${settings.join('\n')}\n`);
  const child = spawn(program, ['-q', file], { ...ownerOf(folder), cwd: '/', stdio: 'ignore' });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; tries < 200; tries += 1) {
    if (await answers(port)) return { port, stop };
    await sleep(25);
  }
  await stop();
  throw new Error('PgBouncer takes no connections.');
}

/** It refuses to run as the superuser. */
function ownerOf(folder: string): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const [uid = 65_534, gid = 65_534] = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'nobody']).stdout));
  chownSync(folder, uid, gid);
  return { uid, gid };
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
