import { answerOnce } from '../machine/run-apart.js';
import { growOnce } from './grow-once.js';

// One fit in a process of its own, so that its peak of memory is its own.
answerOnce(growOnce);
