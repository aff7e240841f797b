import 'reflect-metadata';
import { type Engine, type OpenSchema, type Schema, SintoniaError } from '@sintonia/spec';
import { Container, type ContainerModule } from 'inversify';
import { closeAll, closersOf } from './closing.js';
import { feedbackModule } from './container/feedback-module.js';
import { privacyModule } from './container/privacy-module.js';
import * as stages from './container/stage-modules.js';
import type { EngineOptions } from './engine-options.js';
import { readSettings } from './settings.js';
import { SintoniaEngine } from './sintonia-engine.js';

/**
 * Builds an engine: checks the options, wires the stages, sets up the plugins.
 *
 * @throws SINTONIA_OPTION_INVALID, SINTONIA_PLUGIN_INVALID (`field` names what is wrong), SINTONIA_PLUGIN_FAILED when a plugin's
 *   `setup` throws. Nothing stays open then but the store, which is yours.
 */
export async function createEngine<
  S extends Schema = OpenSchema,
  CampaignName extends string = string,
  SegmentName extends string = string,
>(options: EngineOptions<S, CampaignName, SegmentName> = {}): Promise<Engine<S, CampaignName, SegmentName>> {
  const settings = readSettings(options);
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(
    stages.groundModule(settings),
    stages.identityModule,
    privacyModule,
    stages.catalogModule,
    stages.collectModule,
    stages.profileModule,
    stages.modelModule,
    stages.segmentModule,
    stages.recommendModule,
    stages.decideModule,
    stages.composeModule,
    stages.deliverModule,
    stages.measureModule,
    feedbackModule,
    stages.scheduleModule,
    ...((options.modules ?? []) as readonly unknown[] as ContainerModule[]),
  );
  const engine = new SintoniaEngine(container);
  const { tenant, clock, plugins } = settings;
  for (const [index, plugin] of plugins.entries()) {
    try {
      await plugin.setup?.({ tenant, clock });
    } catch (cause) {
      // Plugins that fail to close, too, must not hide why.
      await closeAll(closersOf(plugins.slice(0, index))).catch(() => undefined);
      throw new SintoniaError('PLUGIN_FAILED', `The plugin ${plugin.name} could not be set up.`, {
        details: { plugin: plugin.name },
        cause,
      });
    }
  }
  engine.start();
  return engine as unknown as Engine<S, CampaignName, SegmentName>;
}
