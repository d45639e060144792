package io.sendwell.dns;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * What the DNS said to one question.
 *
 * <p>{@link NoData} and {@link NoSuchName} are facts about the zone. {@link Unavailable} is none: who treats it as 'not
 * there' decides by accident.
 */
public sealed interface DnsAnswer {

    /** What was asked. */
    DnsQuestion question();

    /** Who answered, such as {@code 192.0.2.53:53}; empty when nobody did. */
    String server();

    /**
     * There are records.
     *
     * @param records of the type that was asked, at least one, in the order of the answer
     * @param aliases the names that CNAME records led through, without the one that was asked; empty when none did
     * @param ttl how much longer it may be kept: the least of all records on the way
     * @param authenticated whether the server vouches for it by DNSSEC (AD flag, RFC 4035 section 3.2.3); worth as much
     *     as the way to that server
     */
    record Found(
            DnsQuestion question,
            List<DnsRecord> records,
            List<DnsName> aliases,
            Duration ttl,
            boolean authenticated,
            String server)
            implements DnsAnswer {
        public Found {
            records = List.copyOf(records);
            aliases = List.copyOf(aliases);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("An answer without records is NoData, not Found: " + question);
            }
        }
    }

    /**
     * The name exists and has no record of this type.
     *
     * @param ttl how much longer that may be kept (RFC 2308 section 5)
     */
    record NoData(DnsQuestion question, List<DnsName> aliases, Duration ttl, boolean authenticated, String server)
            implements DnsAnswer {
        public NoData {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * The name does not exist, nor does anything below it (RFC 8020); of an alias, its target does not.
     *
     * @param ttl how much longer that may be kept (RFC 2308 section 5)
     */
    record NoSuchName(DnsQuestion question, List<DnsName> aliases, Duration ttl, boolean authenticated, String server)
            implements DnsAnswer {
        public NoSuchName {
            aliases = List.copyOf(aliases);
        }
    }

    /**
     * It could not be found out.
     *
     * @param detail what happened, for people
     */
    record Unavailable(DnsQuestion question, Trouble trouble, String detail, String server) implements DnsAnswer {}

    /** Why a question has no answer. */
    enum Trouble {
        /** No server answered in time. */
        TIMEOUT,
        /** The server could not answer (SERVFAIL): often broken DNSSEC or a lame zone. */
        SERVER_FAILURE,
        /** The server would not answer. */
        REFUSED,
        /** What came back is no answer to the question, or aliases lead in a circle. */
        MALFORMED,
        /** No server could be reached, or the answer did not fit UDP and TCP failed. */
        NETWORK
    }

    /** The records of one type, in the order of the answer; empty for every other answer. */
    default <R extends DnsRecord> List<R> records(Class<R> type) {
        return this instanceof Found found
                ? found.records().stream()
                        .filter(type::isInstance)
                        .map(type::cast)
                        .toList()
                : List.of();
    }

    /** Whether the DNS says that there is no such record: {@link NoData} or {@link NoSuchName}. */
    default boolean isNegative() {
        return this instanceof NoData || this instanceof NoSuchName;
    }

    /** One function for each case, so that a new case breaks the build where it was forgotten. */
    default <T> T fold(
            Function<Found, T> found,
            Function<NoData, T> noData,
            Function<NoSuchName, T> noSuchName,
            Function<Unavailable, T> unavailable) {
        if (this instanceof Found answer) {
            return found.apply(answer);
        }
        if (this instanceof NoData answer) {
            return noData.apply(answer);
        }
        if (this instanceof NoSuchName answer) {
            return noSuchName.apply(answer);
        }
        return unavailable.apply((Unavailable) this);
    }
}
