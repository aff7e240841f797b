import type { Assigner } from '@sintonia/spec';
import type { ServiceIdentifier } from 'inversify';
import type { ItemCatalog } from '../catalog/item-catalog.js';
import type { ItemGroups } from '../catalog/item-groups.js';
import type { Backfilling } from '../collect/backfilling.js';
import type { CollectedTaking } from '../collect/collected-taking.js';
import type { SignalCollecting } from '../collect/signal-collecting.js';
import type { SignalRegistry } from '../collect/signal-registry.js';
import type { SignalWriter } from '../collect/signal-writer.js';
import type { WebhookReceiving } from '../collect/webhook-receiving.js';
import type { Composer } from '../compose/composer.js';
import type { ContactLog } from '../decide/contact-log.js';
import type { Decider } from '../decide/decider.js';
import type { Claims } from '../deliver/claims.js';
import type { Deliverer } from '../deliver/deliverer.js';
import type { HandOver } from '../deliver/hand-over.js';
import type { MessageDirectory } from '../deliver/message-directory.js';
import type { MessageMarker } from '../deliver/message-marker.js';
import type { Outbox } from '../deliver/outbox.js';
import type { Routes } from '../deliver/routes.js';
import type { SendGate } from '../deliver/send-gate.js';
import type { Sender } from '../deliver/sender.js';
import type { WarmUps } from '../deliver/warm-up.js';
import type { Diagnostician } from '../diagnose/diagnostician.js';
import type { PersonFindings } from '../diagnose/person-findings.js';
import type { Events } from '../events.js';
import type { AddressFeedback } from '../feedback/address-feedback.js';
import type { FateService } from '../feedback/fate-service.js';
import type { FeedbackLog } from '../feedback/feedback-log.js';
import type { FeedbackReceiving } from '../feedback/feedback-receiving.js';
import type { FeedbackTaking } from '../feedback/feedback-taking.js';
import type { MessageFeedback } from '../feedback/message-feedback.js';
import type { MessageFinder } from '../feedback/message-finder.js';
import type { Reconciliation } from '../feedback/reconciliation.js';
import type { Circles } from '../identity/circles.js';
import type { MergeLedger } from '../identity/merge-ledger.js';
import type { ExposureLog } from '../measure/exposure-log.js';
import type { FitStreams } from '../models/fit-streams.js';
import type { ModelDesk } from '../models/model-desk.js';
import type { ModelFitter } from '../models/model-fitter.js';
import type { ModelSnapshots } from '../models/model-snapshots.js';
import type { Models } from '../models/models.js';
import type { Channels } from '../plugins/channels.js';
import type { InstalledParts } from '../plugins/installed-parts.js';
import type { ConsentImport } from '../privacy/consent-import.js';
import type { ConsentLedger } from '../privacy/consent-ledger.js';
import type { PendingErasures } from '../privacy/pending-erasures.js';
import type { PrivacyDesk } from '../privacy/privacy-desk.js';
import type { PrivacyRequests } from '../privacy/privacy-requests.js';
import type { SignalConsent } from '../privacy/signal-consent.js';
import type { AddressMarks } from '../privacy/suppression/address-marks.js';
import type { SuppressionList } from '../privacy/suppression/suppression-list.js';
import type { PopulationAffinities } from '../profile/affinities/population-affinities.js';
import type { Checkpoints } from '../profile/checkpoints.js';
import type { Compaction } from '../profile/compaction.js';
import type { Derivation } from '../profile/derivation.js';
import type { Histories } from '../profile/histories.js';
import type { Identification } from '../profile/identification.js';
import type { People } from '../profile/people.js';
import type { PreferenceService } from '../profile/preferences/preference-service.js';
import type { Profiles } from '../profile/profiles.js';
import type { Askers } from '../recommend/askers.js';
import type { CandidateGathering } from '../recommend/candidate-gathering.js';
import type { CatalogFollower } from '../recommend/catalog-follower.js';
import type { PersonEligibility } from '../recommend/person-eligibility.js';
import type { ReRanking } from '../recommend/re-ranking.js';
import type { RecommendationService } from '../recommend/recommendation-service.js';
import type { SimilarItems } from '../recommend/similar-items.js';
import type { JobClaims } from '../schedule/job-claims.js';
import type { JobRunner } from '../schedule/job-runner.js';
import type { Ticker } from '../schedule/ticker.js';
import type { DeclaredSegments } from '../segment/declared-segments.js';
import type { MembershipIndex } from '../segment/membership-index.js';
import type { MembershipSchedule } from '../segment/membership-schedule.js';
import type { MembershipStanding } from '../segment/membership-standing.js';
import type { Memberships } from '../segment/memberships.js';
import type { PercentileModel } from '../segment/percentile-model.js';
import type { PersonLists } from '../segment/person-lists.js';
import type { PluginSegmenters } from '../segment/plugin-segmenters.js';
import type { PredictionService } from '../segment/prediction-service.js';
import type { SegmentDirectory } from '../segment/segment-directory.js';
import type { SegmentService } from '../segment/segment-service.js';
import type { Settings } from '../settings.js';
import type { JoinedCommits } from '../store/joined-commits.js';
import type { TenantStore } from '../store/tenant-store.js';
import type { SubscriptionService } from '../subscriptions/subscription-service.js';
import type { Syncing } from '../sync/syncing.js';

const token = <Service>(name: string) => Symbol.for(`sintonia.${name}`) as ServiceIdentifier<Service>;

/** What can be rebound: one token a service, in the order in which data travels. */
export const TOKENS = {
  Settings: token<Settings>('Settings'),
  Events: token<Events>('Events'),
  Parts: token<InstalledParts>('Parts'),
  Channels: token<Channels>('Channels'),
  Store: token<TenantStore>('Store'),
  JoinedCommits: token<JoinedCommits>('JoinedCommits'),
  Circles: token<Circles>('Circles'),
  MergeLedger: token<MergeLedger>('MergeLedger'),
  ConsentLedger: token<ConsentLedger>('ConsentLedger'),
  ConsentImport: token<ConsentImport>('ConsentImport'),
  AddressMarks: token<AddressMarks>('AddressMarks'),
  Suppressions: token<SuppressionList>('Suppressions'),
  SignalConsent: token<SignalConsent>('SignalConsent'),
  PendingErasures: token<PendingErasures>('PendingErasures'),
  PrivacyRequests: token<PrivacyRequests>('PrivacyRequests'),
  Privacy: token<PrivacyDesk>('Privacy'),
  SignalRegistry: token<SignalRegistry>('SignalRegistry'),
  SignalWriter: token<SignalWriter>('SignalWriter'),
  SignalCollecting: token<SignalCollecting>('SignalCollecting'),
  CollectedTaking: token<CollectedTaking>('CollectedTaking'),
  Backfilling: token<Backfilling>('Backfilling'),
  WebhookReceiving: token<WebhookReceiving>('WebhookReceiving'),
  Checkpoints: token<Checkpoints>('Checkpoints'),
  Compaction: token<Compaction>('Compaction'),
  Derivation: token<Derivation>('Derivation'),
  Profiles: token<Profiles>('Profiles'),
  People: token<People>('People'),
  Identification: token<Identification>('Identification'),
  Histories: token<Histories>('Histories'),
  PopulationAffinities: token<PopulationAffinities>('PopulationAffinities'),
  Preferences: token<PreferenceService>('Preferences'),
  FitStreams: token<FitStreams>('FitStreams'),
  Snapshots: token<ModelSnapshots>('Snapshots'),
  ModelFitter: token<ModelFitter>('ModelFitter'),
  Models: token<Models>('Models'),
  ModelDesk: token<ModelDesk>('ModelDesk'),
  DeclaredSegments: token<DeclaredSegments>('DeclaredSegments'),
  PercentileModel: token<PercentileModel>('PercentileModel'),
  PluginSegmenters: token<PluginSegmenters>('PluginSegmenters'),
  PersonLists: token<PersonLists>('PersonLists'),
  MembershipStanding: token<MembershipStanding>('MembershipStanding'),
  MembershipIndex: token<MembershipIndex>('MembershipIndex'),
  Memberships: token<Memberships>('Memberships'),
  MembershipSchedule: token<MembershipSchedule>('MembershipSchedule'),
  SegmentDirectory: token<SegmentDirectory>('SegmentDirectory'),
  Segments: token<SegmentService>('Segments'),
  Predictions: token<PredictionService>('Predictions'),
  Catalog: token<ItemCatalog>('Catalog'),
  ItemGroups: token<ItemGroups>('ItemGroups'),
  PersonEligibility: token<PersonEligibility>('PersonEligibility'),
  Askers: token<Askers>('Askers'),
  CatalogFollower: token<CatalogFollower>('CatalogFollower'),
  Candidates: token<CandidateGathering>('Candidates'),
  ReRanking: token<ReRanking>('ReRanking'),
  Recommendations: token<RecommendationService>('Recommendations'),
  SimilarItems: token<SimilarItems>('SimilarItems'),
  Syncing: token<Syncing>('Syncing'),
  Assigner: token<Assigner>('Assigner'),
  Contacts: token<ContactLog>('Contacts'),
  Decider: token<Decider>('Decider'),
  Composer: token<Composer>('Composer'),
  Outbox: token<Outbox>('Outbox'),
  MessageMarker: token<MessageMarker>('MessageMarker'),
  Sender: token<Sender>('Sender'),
  SendGate: token<SendGate>('SendGate'),
  WarmUps: token<WarmUps>('WarmUps'),
  Routes: token<Routes>('Routes'),
  Claims: token<Claims>('Claims'),
  HandOver: token<HandOver>('HandOver'),
  Deliverer: token<Deliverer>('Deliverer'),
  Messages: token<MessageDirectory>('Messages'),
  Exposures: token<ExposureLog>('Exposures'),
  MessageFinder: token<MessageFinder>('MessageFinder'),
  FeedbackLog: token<FeedbackLog>('FeedbackLog'),
  Reconciliation: token<Reconciliation>('Reconciliation'),
  AddressFeedback: token<AddressFeedback>('AddressFeedback'),
  MessageFeedback: token<MessageFeedback>('MessageFeedback'),
  FeedbackTaking: token<FeedbackTaking>('FeedbackTaking'),
  FeedbackReceiving: token<FeedbackReceiving>('FeedbackReceiving'),
  Fates: token<FateService>('Fates'),
  Subscriptions: token<SubscriptionService>('Subscriptions'),
  PersonFindings: token<PersonFindings>('PersonFindings'),
  Diagnostician: token<Diagnostician>('Diagnostician'),
  JobClaims: token<JobClaims>('JobClaims'),
  Jobs: token<JobRunner>('Jobs'),
  Ticker: token<Ticker>('Ticker'),
} as const;
