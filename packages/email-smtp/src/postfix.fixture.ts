import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const daemons = '/usr/lib/postfix/sbin';

/** Why no Postfix can be started here; `undefined` where one can. */
export const noPostfix: string | undefined = !existsSync(`${daemons}/master`)
  ? 'Postfix is not installed (Debian: apt-get install postfix).'
  : process.getuid?.() !== 0
    ? 'Postfix starts as root only.'
    : undefined;

/**
 * A real Postfix in a directory of its own, on loopback. It takes everything, knows nobody at `known.example`, gives mail for
 * `slow.example` up after one try, finds no way to any other domain, and hands what goes to `bounces.example` to `bouncePort`.
 */
export async function postfix(bouncePort: number): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sintonia-postfix-'));
  await chmod(folder, 0o755);
  const port = await freePort();
  for (const name of ['config', 'spool', 'data']) await mkdir(join(folder, name));
  await run('chown', ['postfix', join(folder, 'data')]);
  await writeFile(join(folder, 'config', 'main.cf'), mainConfig(folder));
  await writeFile(join(folder, 'config', 'master.cf'), services(port));
  await writeFile(join(folder, 'config', 'transport'), transports(bouncePort));
  const config = join(folder, 'config');
  await run('postfix', ['-c', config, 'check']);
  const master = spawn(`${daemons}/master`, ['-c', config, '-d'], { stdio: 'ignore' });
  const ended = new Promise((resolve) => master.once('exit', resolve));
  const close = async () => {
    master.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await listening(port);
  } catch (failure) {
    await close();
    throw failure;
  }
  return { url: `smtp://127.0.0.1:${port}`, close };
}

function mainConfig(folder: string): string {
  return `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/data
maillog_file = ${folder}/spool/log
maillog_file_prefixes = ${folder}
myhostname = mx.example
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
local_recipient_maps =
smtpd_recipient_restrictions = permit_mynetworks, reject
smtpd_reject_unlisted_recipient = no
virtual_mailbox_domains = known.example
virtual_mailbox_base = ${folder}/data
virtual_mailbox_maps =
transport_maps = texthash:${folder}/config/transport
default_transport = error:5.4.4 no way there
disable_dns_lookups = yes
maximal_queue_lifetime = 0
bounce_queue_lifetime = 1h
smtp_tls_security_level = none
`;
}

function transports(bouncePort: number): string {
  return `bounces.example smtp:[127.0.0.1]:${bouncePort}\nslow.example retry:4.4.1 nobody is at home\n`;
}

function services(port: number): string {
  const rows = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 1 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'proxymap unix - - n - - proxymap',
    'smtp unix - - n - - smtp',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'virtual unix - n n - - virtual',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${rows.join('\n')}\n`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.once('connect', () => socket.end());
    });
    if (open) return;
    await setTimeout(100);
  }
  throw new Error('Postfix does not listen');
}
