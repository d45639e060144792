/**
 * A tiny web endpoint: the web server of the JDK hands what Mailjet posts to {@link io.sendwell.esp.mailjet.MailjetWebhook}, and the
 * event log, the blocklist and the message log stand in a database. In a framework the one method of {@link
 * io.sendwell.examples.webhook.WebhookEndpoint} that matters is a controller.
 */
@NullMarked
package io.sendwell.examples.webhook;

import org.jspecify.annotations.NullMarked;
