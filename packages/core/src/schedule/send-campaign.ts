import { isSintoniaError, type Job, type JobContext, type PersonReference } from '@sintonia/spec';

export interface SendCampaignOptions extends Pick<Job, 'schedule' | 'timezone' | 'catchUp'> {
  /** Declared in `createEngine({ campaigns })`. */
  readonly campaign: string;
  /** Only to who is in this segment, declared in `createEngine({ segments })`. Default: everybody known. */
  readonly to?: string;
}

const AT_ONCE = 32;
const PAGE = 1_000;

/**
 * A job that sends a campaign to many people: the list of the week, birthday wishes. Each gets one message a run, also when a
 * process dies in the middle and another goes on. Whether somebody gets it at all, and when, `send` decides as always.
 *
 * ```ts
 * createEngine({ campaigns, jobs: { mondays: sendCampaign({ campaign: 'weekly', schedule: '0 8 * * 1', timezone: 'Europe/Madrid' }) } })
 * ```
 *
 * Somebody whose message can't be composed is left out; a run in which that is so for everybody fails.
 */
export function sendCampaign({ campaign, to, ...when }: SendCampaignOptions): Job {
  return {
    ...when,
    async run({ engine, occasion, checkpoint, save, abort }: JobContext) {
      let after = checkpoint as string | undefined;
      let failure: unknown;
      let tried = 0;
      let failed = 0;
      const write = async (person: PersonReference) => {
        tried++;
        try {
          await engine.send({ ...person, campaign, occasion });
        } catch (error) {
          // Our own troubles hold for all: the run is tried again from here.
          if (!isSintoniaError(error, 'PLUGIN_FAILED')) throw error;
          failed++;
          failure ??= error;
        }
      };
      for (;;) {
        const page = await (to === undefined
          ? engine.people({ after, limit: PAGE })
          : engine.segments.membersOf(to, { after, limit: PAGE }));
        for (let from = 0; from < page.members.length; from += AT_ONCE) {
          abort.throwIfAborted();
          await Promise.all(page.members.slice(from, from + AT_ONCE).map(write));
        }
        if (page.next === undefined) break;
        after = page.next;
        await save(after);
      }
      if (tried > 0 && failed === tried) throw failure;
    },
  };
}
