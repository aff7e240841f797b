import { assertIdentifier, assertKnownOptions, type Job, readObject, readOneOf, SintoniaError } from '@sintonia/spec';
import { readTimetable, type Timetable } from './timetable.js';

/** A job as it was declared, checked. */
export interface JobPlan {
  readonly name: string;
  readonly job: Job;
  readonly timetable: Timetable;
}

const MOST = 1_000;

/** @throws SINTONIA_OPTION_INVALID that names the field. */
export function readJobs(jobs: object): ReadonlyMap<string, JobPlan> {
  const declared = Object.entries(readObject(jobs, 'jobs') as Record<string, Job>);
  if (declared.length > MOST) throw invalid('jobs', `must be at most ${MOST}`);
  return new Map(declared.map(([name, job]) => [name, readJob(name, job)]));
}

function readJob(name: string, job: Job): JobPlan {
  const field = `jobs.${name}`;
  assertIdentifier(name, 'jobs');
  assertKnownOptions(job, ['schedule', 'timezone', 'catchUp', 'run'], field);
  if (typeof job.run !== 'function') throw invalid(`${field}.run`, 'must be a function');
  readOneOf(job.catchUp ?? 'latest', `${field}.catchUp`, ['latest', 'each', 'none']);
  return { name, job, timetable: readTimetable(job, field) };
}

function invalid(field: string, must: string): SintoniaError {
  return new SintoniaError('OPTION_INVALID', `${field} ${must}.`, { field });
}
