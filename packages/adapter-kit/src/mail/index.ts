export { type Mail, type MailOptions, mailOf } from './mail.js';
export { type MailSender, senderSetting } from './mail-sender.js';
export { textOfHtml } from './text-of-html.js';
