package io.sendwell.merge;

import io.sendwell.message.Mail;

/**
 * A mail with one recipient's values in it.
 *
 * @param mail the mail, with nothing left to merge
 * @param report what is missing or not allowed in its place; a mail whose report is not clean is not fit to be sent
 */
public record MergedMail(Mail mail, MergeReport report) {}
