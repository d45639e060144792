package io.sendwell;

import io.sendwell.check.CheckReport;
import io.sendwell.message.Mail;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.route.RoutePlan;

/**
 * A mail as one person would get it, before it is sent to anybody.
 *
 * @param plan which way it would take, and under whose name
 * @param report what keeps it from leaving or from arriving, and what passes
 * @param mail merged, with its text part and its links to unsubscribe; one that cannot be merged is as it was composed
 * @param message its octets, without a signature. A mail that would not leave has them too: to see what is wrong with it
 */
public record MailPreview(RoutePlan plan, CheckReport report, Mail mail, RenderedMessage message) {}
