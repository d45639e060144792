package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.IpAddress;

/**
 * What one name server says to a question, at one of its addresses.
 *
 * @param server its name
 * @param address where it was asked
 * @param state what that means
 * @param answer its own words
 */
public record ServerView(DnsName server, IpAddress address, State state, DnsAnswer answer) {

    /** What a name server has. */
    public enum State {
        /** What was wanted. */
        WANTED,
        /** Records, but others. */
        OTHER_VALUE,
        /** No such record. */
        NOTHING,
        /** An alias into a zone of which it knows nothing. */
        ALIAS_ELSEWHERE,
        /** The zone is not one of its own: it is lame (RFC 1912 section 2.8). */
        LAME,
        /** It does not answer, or not sensibly. */
        NO_ANSWER,
        /** Its address is not public, so it was not asked. */
        NOT_PUBLIC
    }

    /** Whether it said what it has. */
    public boolean isTelling() {
        return state == State.WANTED || state == State.OTHER_VALUE || state == State.NOTHING;
    }

    /** Such as {@code ns1.example.org (192.0.2.53)}. */
    public String where() {
        return server + " (" + address + ")";
    }
}
