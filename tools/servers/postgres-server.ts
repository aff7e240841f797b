import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server of our own on loopback, with its data in a temporary folder. */
export interface PostgresServer {
  readonly host: string;
  readonly port: number;
  /** Of its process; undefined while it is stopped. */
  readonly pid: number | undefined;
  /** Makes a new, empty database and gives its address. */
  database(): Promise<string>;
  /** Waits for it to take connections. */
  start(): Promise<void>;
  /** Breaks off what is under way, as an administrator would (`fast`), or kills the server on the spot. */
  stop(how?: 'fast' | 'kill'): Promise<void>;
  /** Halts the whole server, children included, without a word to anybody, or lets it go on. */
  pause(isPaused: boolean): void;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export interface PostgresServerOptions {
  /** Settings of the server. Default: PostgreSQL's own. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Whether what is acknowledged is synced. Tests that cut no power are quicker without. Default: true. */
  readonly sync?: boolean;
  /** Begins as a copy of this server, and follows it as a standby until it is promoted. Default: empty. */
  readonly standbyOf?: PostgresServer;
  /** Beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

const ENVIRONMENT = 'SINTONIA_TEST_POSTGRES_BIN';

/**
 * Starts a PostgreSQL server from the programs on this machine.
 *
 * @throws when there are none, with what to do.
 */
export async function startPostgres(options: PostgresServerOptions = {}): Promise<PostgresServer> {
  const server = new Server(programs(), await freePort(), options);
  try {
    await server.make();
    await server.start();
    return server;
  } catch (error) {
    await server.remove();
    throw error;
  }
}

class Server implements PostgresServer {
  readonly host = '127.0.0.1';
  readonly port: number;
  readonly #bin: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sintonia-postgres-'));
  readonly #owner = ownerOf();
  readonly #settings: Readonly<Record<string, string>>;
  readonly #primary: PostgresServer | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;
  #databases = 0;

  constructor(bin: string, port: number, options: PostgresServerOptions) {
    const { settings = {}, sync = true, standbyOf, environment = {} } = options;
    this.#bin = bin;
    this.port = port;
    this.#primary = standbyOf;
    this.#environment = environment;
    this.#settings = {
      port: String(port),
      listen_addresses: this.host,
      unix_socket_directories: '',
      // In the folder of the data: a server that is killed leaves it behind, and here it goes with the rest.
      dynamic_shared_memory_type: 'mmap',
      ...(!sync && { fsync: 'off', full_page_writes: 'off' }),
      ...settings,
    };
    if (this.#owner !== undefined) chownSync(this.#folder, this.#owner.uid, this.#owner.gid);
    process.once('exit', this.#endAtOnce);
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  async make(): Promise<void> {
    const args = ['-D', this.#data, '-U', 'sintonia', '--no-sync'];
    const primary = this.#primary;
    const [program, more] =
      primary === undefined
        ? ['initdb', ['-A', 'trust', '--locale=C', '-E', 'UTF8']]
        : ['pg_basebackup', ['-h', primary.host, '-p', String(primary.port), '-R', '-c', 'fast']];
    const how = { ...this.#owner, cwd: '/', encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(join(this.#bin, program), [...args, ...more], how);
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  }

  async start(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      const end = await this.#tryToStart();
      if (end === undefined) return;
      // A child that came just before the server was killed lives a little longer.
      if (tries === 100 || !end.includes('shared memory block')) throw new Error(`postgres ended: ${end}`);
      await sleep(100);
    }
  }

  /** @returns what it said where it ended. */
  async #tryToStart(): Promise<string | undefined> {
    const settings = Object.entries(this.#settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(join(this.#bin, 'postgres'), ['-D', this.#data, ...settings], {
      ...this.#owner,
      cwd: '/',
      env: { ...process.env, ...this.#environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.unref();
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4_000);
    });
    (child.stderr as unknown as { unref(): void }).unref();
    this.#process = child;
    for (let tries = 0; tries < 600; tries += 1) {
      if (child.exitCode !== null || child.signalCode !== null) return said;
      if (this.#run('pg_isready', ['-t', '1']).status === 0) return undefined;
      await sleep(50);
    }
    throw new Error(`postgres takes no connections: ${said}`);
  }

  async stop(how: 'fast' | 'kill' = 'fast'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.ref();
    // Those of its children that don't notice would keep the shared memory, and a new server from starting.
    const children = how === 'kill' ? childrenOf(child.pid as number) : [];
    for (const pid of [child.pid as number, ...children]) signal(pid, how === 'kill' ? 'SIGKILL' : 'SIGINT');
    await ended;
  }

  pause(isPaused: boolean): void {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    for (const each of [pid, ...childrenOf(pid)]) signal(each, isPaused ? 'SIGSTOP' : 'SIGCONT');
  }

  async database(): Promise<string> {
    this.#databases += 1;
    const name = `test_${this.#databases}`;
    const { status, stderr } = this.#run('createdb', ['-U', 'sintonia', name]);
    if (status !== 0) throw new Error(`createdb failed: ${stderr}`);
    return `postgres://sintonia@${this.host}:${this.port}/${name}`;
  }

  async remove(): Promise<void> {
    await this.stop('kill');
    process.removeListener('exit', this.#endAtOnce);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  #run(program: string, args: readonly string[]) {
    const where = ['-h', this.host, '-p', String(this.port)];
    return spawnSync(join(this.#bin, program), [...where, ...args], { encoding: 'utf8', cwd: '/' });
  }

  // Whoever forgets to remove it, or dies of an exception, leaves no server behind.
  readonly #endAtOnce = () => {
    const pid = this.#process?.pid;
    if (pid !== undefined) for (const each of [pid, ...childrenOf(pid)]) signal(each, 'SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  };
}

/** The folder of the server's programs: named by a variable, in the path, or the newest of Debian's. */
function programs(): string {
  const debian = '/usr/lib/postgresql';
  const versions = isFolder(debian) ? readdirSync(debian).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [
    ...(process.env[ENVIRONMENT] === undefined ? [] : [process.env[ENVIRONMENT]]),
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find((folder) =>
    ['initdb', 'postgres', 'createdb', 'pg_isready'].every((name) => isFile(join(folder, name))),
  );
  if (found !== undefined) return found;
  throw new Error(
    `No PostgreSQL server is on this machine. Install one (Debian: apt-get install postgresql), or name the folder of its programs in ${ENVIRONMENT}. Tests of the store also take the address of a running one in SINTONIA_TEST_POSTGRES_URL.`,
  );
}

/** PostgreSQL refuses to run as the superuser. */
function ownerOf(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const ids = ['-u', '-g'].map((flag) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout));
  return { uid: ids[0] ?? 65_534, gid: ids[1] ?? 65_534 };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').split('\n').map(Number).filter(Boolean);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended already.
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
