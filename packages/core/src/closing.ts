import { type Plugin, SintoniaError } from '@sintonia/spec';

/** Does all of it, one after the other, whatever fails. @throws the first error. */
export async function closeAll(steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

/** What closes plugins: the last one that was set up first, because it may need the others. */
export function closersOf(plugins: readonly Plugin[]): readonly (() => Promise<void>)[] {
  return plugins.toReversed().map((plugin) => async () => {
    try {
      await plugin.close?.();
    } catch (cause) {
      throw new SintoniaError('PLUGIN_FAILED', `The plugin ${plugin.name} could not be closed.`, {
        details: { plugin: plugin.name },
        cause,
      });
    }
  });
}
