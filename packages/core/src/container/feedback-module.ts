import { ContainerModule } from 'inversify';
import { AddressFeedback } from '../feedback/address-feedback.js';
import { FateService } from '../feedback/fate-service.js';
import { FeedbackLog } from '../feedback/feedback-log.js';
import { FeedbackReceiving } from '../feedback/feedback-receiving.js';
import { FeedbackTaking } from '../feedback/feedback-taking.js';
import { MessageFeedback } from '../feedback/message-feedback.js';
import { MessageFinder } from '../feedback/message-finder.js';
import { Reconciliation } from '../feedback/reconciliation.js';
import { SubscriptionService } from '../subscriptions/subscription-service.js';
import { TOKENS } from './tokens.js';

/** What comes back of messages, and what people want to get. */
export const feedbackModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.MessageFinder).to(MessageFinder);
  bind(TOKENS.FeedbackLog).to(FeedbackLog);
  bind(TOKENS.Reconciliation).to(Reconciliation);
  bind(TOKENS.AddressFeedback).to(AddressFeedback);
  bind(TOKENS.MessageFeedback).to(MessageFeedback);
  bind(TOKENS.FeedbackTaking).to(FeedbackTaking);
  bind(TOKENS.FeedbackReceiving).to(FeedbackReceiving);
  bind(TOKENS.Fates).to(FateService);
  bind(TOKENS.Subscriptions).to(SubscriptionService);
});
