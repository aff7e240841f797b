import { ContainerModule } from 'inversify';
import { ItemCatalog } from '../catalog/item-catalog.js';
import { ItemGroups } from '../catalog/item-groups.js';
import { Backfilling } from '../collect/backfilling.js';
import { CollectedTaking } from '../collect/collected-taking.js';
import { SignalCollecting } from '../collect/signal-collecting.js';
import { SignalRegistry } from '../collect/signal-registry.js';
import { SignalWriter } from '../collect/signal-writer.js';
import { WebhookReceiving } from '../collect/webhook-receiving.js';
import { Composer } from '../compose/composer.js';
import { ContactLog } from '../decide/contact-log.js';
import { Decider } from '../decide/decider.js';
import { HoldoutAssigner } from '../decide/holdout-assigner.js';
import { Claims } from '../deliver/claims.js';
import { Deliverer } from '../deliver/deliverer.js';
import { HandOver } from '../deliver/hand-over.js';
import { MessageDirectory } from '../deliver/message-directory.js';
import { MessageMarker } from '../deliver/message-marker.js';
import { Outbox } from '../deliver/outbox.js';
import { Routes } from '../deliver/routes.js';
import { SendGate } from '../deliver/send-gate.js';
import { Sender } from '../deliver/sender.js';
import { WarmUps } from '../deliver/warm-up.js';
import { Diagnostician } from '../diagnose/diagnostician.js';
import { PersonFindings } from '../diagnose/person-findings.js';
import { Events } from '../events.js';
import { Circles } from '../identity/circles.js';
import { MergeLedger } from '../identity/merge-ledger.js';
import { ExposureLog } from '../measure/exposure-log.js';
import { FitStreams } from '../models/fit-streams.js';
import { ModelDesk } from '../models/model-desk.js';
import { ModelFitter } from '../models/model-fitter.js';
import { ModelSnapshots } from '../models/model-snapshots.js';
import { Models } from '../models/models.js';
import { installPlugins } from '../plugins/install-plugins.js';
import { readChannels } from '../plugins/read-channels.js';
import { PopulationAffinities } from '../profile/affinities/population-affinities.js';
import { Checkpoints } from '../profile/checkpoints.js';
import { Compaction } from '../profile/compaction.js';
import { Derivation } from '../profile/derivation.js';
import { Histories } from '../profile/histories.js';
import { Identification } from '../profile/identification.js';
import { People } from '../profile/people.js';
import { PreferenceService } from '../profile/preferences/preference-service.js';
import { Profiles } from '../profile/profiles.js';
import { Askers } from '../recommend/askers.js';
import { CandidateGathering } from '../recommend/candidate-gathering.js';
import { CatalogFollower } from '../recommend/catalog-follower.js';
import { PersonEligibility } from '../recommend/person-eligibility.js';
import { ReRanking } from '../recommend/re-ranking.js';
import { RecommendationService } from '../recommend/recommendation-service.js';
import { SimilarItems } from '../recommend/similar-items.js';
import { JobClaims } from '../schedule/job-claims.js';
import { JobRunner } from '../schedule/job-runner.js';
import { Ticker } from '../schedule/ticker.js';
import { DeclaredSegments } from '../segment/declared-segments.js';
import { MembershipIndex } from '../segment/membership-index.js';
import { MembershipSchedule } from '../segment/membership-schedule.js';
import { MembershipStanding } from '../segment/membership-standing.js';
import { Memberships } from '../segment/memberships.js';
import { PercentileModel } from '../segment/percentile-model.js';
import { PersonLists } from '../segment/person-lists.js';
import { PluginSegmenters } from '../segment/plugin-segmenters.js';
import { PredictionService } from '../segment/prediction-service.js';
import { SegmentDirectory } from '../segment/segment-directory.js';
import { SegmentService } from '../segment/segment-service.js';
import type { Settings } from '../settings.js';
import { JoinedCommits } from '../store/joined-commits.js';
import { TenantStore } from '../store/tenant-store.js';
import { Syncing } from '../sync/syncing.js';
import { TOKENS } from './tokens.js';

/** What every stage stands on. */
export const groundModule = (settings: Settings) =>
  new ContainerModule(({ bind }) => {
    bind(TOKENS.Settings).toConstantValue(settings);
    bind(TOKENS.Events).toConstantValue(new Events());
    const parts = installPlugins(settings.plugins);
    bind(TOKENS.Parts).toConstantValue(parts);
    bind(TOKENS.Channels).toConstantValue(readChannels(settings.channels, parts.dispatchers));
    bind(TOKENS.Store).to(TenantStore);
    bind(TOKENS.JoinedCommits).to(JoinedCommits);
  });

export const identityModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Circles).to(Circles);
  bind(TOKENS.MergeLedger).to(MergeLedger);
});

export const catalogModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Catalog).to(ItemCatalog);
  bind(TOKENS.ItemGroups).to(ItemGroups);
});

export const collectModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.SignalRegistry).to(SignalRegistry);
  bind(TOKENS.SignalWriter).to(SignalWriter);
  bind(TOKENS.SignalCollecting).to(SignalCollecting);
  bind(TOKENS.CollectedTaking).to(CollectedTaking);
  bind(TOKENS.Backfilling).to(Backfilling);
  bind(TOKENS.WebhookReceiving).to(WebhookReceiving);
});

export const profileModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Checkpoints).to(Checkpoints);
  bind(TOKENS.Compaction).to(Compaction);
  bind(TOKENS.Derivation).to(Derivation);
  bind(TOKENS.Profiles).to(Profiles);
  bind(TOKENS.People).to(People);
  bind(TOKENS.Identification).to(Identification);
  bind(TOKENS.Histories).to(Histories);
  bind(TOKENS.PopulationAffinities).to(PopulationAffinities);
  bind(TOKENS.Preferences).to(PreferenceService);
});

export const modelModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.FitStreams).to(FitStreams);
  bind(TOKENS.Snapshots).to(ModelSnapshots);
  bind(TOKENS.ModelFitter).to(ModelFitter);
  bind(TOKENS.Models).to(Models);
  bind(TOKENS.ModelDesk).to(ModelDesk);
});

export const segmentModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.DeclaredSegments).to(DeclaredSegments);
  bind(TOKENS.PercentileModel).to(PercentileModel);
  bind(TOKENS.PluginSegmenters).to(PluginSegmenters);
  bind(TOKENS.PersonLists).to(PersonLists);
  bind(TOKENS.MembershipStanding).to(MembershipStanding);
  bind(TOKENS.MembershipIndex).to(MembershipIndex);
  bind(TOKENS.Memberships).to(Memberships);
  bind(TOKENS.MembershipSchedule).to(MembershipSchedule);
  bind(TOKENS.SegmentDirectory).to(SegmentDirectory);
  bind(TOKENS.Segments).to(SegmentService);
  bind(TOKENS.Predictions).to(PredictionService);
});

export const recommendModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.PersonEligibility).to(PersonEligibility);
  bind(TOKENS.Askers).to(Askers);
  bind(TOKENS.CatalogFollower).to(CatalogFollower);
  bind(TOKENS.Candidates).to(CandidateGathering);
  bind(TOKENS.ReRanking).to(ReRanking);
  bind(TOKENS.Recommendations).to(RecommendationService);
  bind(TOKENS.SimilarItems).to(SimilarItems);
  bind(TOKENS.Syncing).to(Syncing);
});

export const decideModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Assigner).toResolvedValue(
    (settings, parts) => parts.assigner ?? new HoldoutAssigner(settings.holdout, settings.tenant),
    [TOKENS.Settings, TOKENS.Parts],
  );
  bind(TOKENS.Contacts).to(ContactLog);
  bind(TOKENS.Decider).to(Decider);
});

export const composeModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Composer).to(Composer);
});

export const deliverModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Outbox).to(Outbox);
  bind(TOKENS.MessageMarker).to(MessageMarker);
  bind(TOKENS.Sender).to(Sender);
  bind(TOKENS.SendGate).to(SendGate);
  bind(TOKENS.WarmUps).to(WarmUps);
  bind(TOKENS.Routes).to(Routes);
  bind(TOKENS.Claims).to(Claims);
  bind(TOKENS.HandOver).to(HandOver);
  bind(TOKENS.Deliverer).to(Deliverer);
  bind(TOKENS.Messages).to(MessageDirectory);
});

export const measureModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.Exposures).to(ExposureLog);
  bind(TOKENS.PersonFindings).to(PersonFindings);
  bind(TOKENS.Diagnostician).to(Diagnostician);
});

export const scheduleModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.JobClaims).to(JobClaims);
  bind(TOKENS.Jobs).to(JobRunner);
  bind(TOKENS.Ticker).to(Ticker);
});
