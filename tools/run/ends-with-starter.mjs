// Preload for a task: it ends in its own tidy way when the process that started it is gone.
import { isMainThread } from 'node:worker_threads';
import { onStarterGone } from './starter.mjs';

if (isMainThread) onStarterGone(() => process.kill(process.pid, 'SIGTERM'));
