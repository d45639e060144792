package io.sendwell.event;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsRecord;

/** What our own DNS says of the recipient's domain, so that a reporter's word about it can be weighed. */
public enum RecipientDomain {
    /** It was not asked, or could not answer. */
    UNKNOWN,
    /** It names servers that take mail. */
    TAKES_MAIL,
    /** It does not exist, or says that it takes no mail (null MX, RFC 7505). */
    TAKES_NONE;

    /**
     * What an answer to the question for MX records says. A name without MX records may still take mail at its own address
     * (RFC 5321 section 5.1), so that says nothing.
     */
    public static RecipientDomain of(DnsAnswer answer) {
        if (answer instanceof DnsAnswer.NoSuchName) {
            return TAKES_NONE;
        }
        var exchangers = answer.records(DnsRecord.MailExchange.class);
        if (exchangers.isEmpty()) {
            return UNKNOWN;
        }
        return exchangers.stream().allMatch(server -> server.exchange().isRoot()) ? TAKES_NONE : TAKES_MAIL;
    }
}
