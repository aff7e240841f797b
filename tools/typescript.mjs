// Preload (`node --import`) that lets Node run our TypeScript source, in worker threads too:
// on Node 20 tsx alone registers itself only in the main thread.
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

// From whatever folder we are started, decorators and conditions come from the workspace's own settings.
process.env.TSX_TSCONFIG_PATH ??= fileURLToPath(new URL('../tsconfig.json', import.meta.url));

if (isMainThread) {
  await import('tsx');
} else {
  const { register } = await import('tsx/esm/api');
  register();
}
