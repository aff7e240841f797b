export { type Mail, type MailOptions, mailOf } from './mail.js';
export { type MailApiOptions, type MailTracking, mailApiSettings, trackingSetting } from './mail-api-settings.js';
export { type MailSender, senderSetting } from './mail-sender.js';
export { mailbox } from './mailbox.js';
export { parseReport, type ReportedEvent, reportedEvent, statusIn } from './reported-event.js';
export { seenBy } from './seen-by.js';
export { tagOf, textOfTag } from './tag-text.js';
export { textOfHtml } from './text-of-html.js';
export { type WordAboutOne, wordOf, wordsAboutEach } from './words-about-each.js';
