/// Who is told when something is wrong with a service: the log, a webhook, a command. E-mail and
/// text messages are left to the webhook.
package dev.processmanager.examples.architect.alert;
