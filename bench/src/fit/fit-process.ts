import { answerOnce } from '../machine/run-apart.js';
import { fitOnce } from './fit-once.js';

// One fit in a process of its own, so that its peak of memory is its own.
answerOnce(fitOnce);
