/**
 * What an ESP's webhook needs, whichever ESP and whichever web framework: the request, who may make it, and what to answer.
 *
 * <p>A provider's package has the webhook itself, such as {@link io.sendwell.esp.mailjet.MailjetWebhook}. Nothing here knows a
 * servlet or a server: the application hands in what it received and answers what it is told.
 */
@NullMarked
package io.sendwell.esp.webhook;

import org.jspecify.annotations.NullMarked;
