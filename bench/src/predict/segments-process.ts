import { answerOnce } from '../machine/run-apart.js';
import { segmentsOnce } from './segments-once.js';

// One size in a process of its own, so that no size finds the memory of another.
answerOnce(segmentsOnce);
