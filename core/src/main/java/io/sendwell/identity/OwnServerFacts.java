package io.sendwell.identity;

/**
 * What is known of an account's own SMTP server, for one author.
 *
 * @param mayUseDomain whether the account logs in there and the operator allows it this author domain on it
 * @param spfPasses whether SPF of the author domain covers the server
 * @param belongsToProvider whether the server is the mailbox provider's that owns the author domain, such as Gmail's
 *     for gmail.com
 */
public record OwnServerFacts(boolean mayUseDomain, boolean spfPasses, boolean belongsToProvider) {}
