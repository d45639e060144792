package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers of the DNS for as long as they may be kept: a TTL for records, the SOA's figure for denials (RFC 2308 section
 * 5). What could not be asked is kept for seconds at most. Belongs to whoever made it; threads share it.
 *
 * <p>Bounded in entries and in octets: the one that was not asked for the longest time goes first.
 */
public final class DnsCache {

    /** A rough figure for an entry without its texts, so that many small answers are counted too. */
    private static final int OCTETS_PER_ENTRY = 300;

    private static final int OCTETS_PER_RECORD = 80;

    private final InstantSource clock;
    private final int maxEntries;
    private final long maxOctets;
    private final Range positive;
    private final Range negative;
    private final Duration unavailable;
    private final Duration lastGood;
    private final Map<DnsQuestion, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
    private long octets;

    private DnsCache(Builder builder) {
        this.clock = builder.clock;
        this.maxEntries = builder.maxEntries;
        this.maxOctets = builder.maxOctets;
        this.positive = builder.positive;
        this.negative = builder.negative;
        this.unavailable = builder.unavailable;
        this.lastGood = builder.lastGood;
    }

    private record Range(Duration least, Duration most) {

        Range {
            if (least.isNegative() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException(
                        "The shortest time to keep an answer is not negative and not more than the longest; found "
                                + least + " and " + most + ".");
            }
        }

        Duration clamp(Duration ttl) {
            return ttl.compareTo(least) < 0 ? least : ttl.compareTo(most) > 0 ? most : ttl;
        }
    }

    /** @param good the last answer that was one, which may be older than {@code answer} */
    private record Entry(DnsAnswer answer, Instant until, Optional<Good> good, long octets) {}

    private record Good(DnsAnswer answer, Instant until) {}

    /** A cache with the plain rules of the DNS and room for 10,000 answers or 16 MiB. */
    public static DnsCache of(InstantSource clock) {
        return builder(clock).build();
    }

    /** Settings for a cache. */
    public static Builder builder(InstantSource clock) {
        return new Builder(clock);
    }

    /** What is known and may still be used, with the TTL that is left; empty when it has to be asked for. */
    public Optional<DnsAnswer> find(DnsQuestion question) {
        Instant now = clock.instant();
        synchronized (entries) {
            Entry entry = entries.get(question);
            return entry == null || !now.isBefore(entry.until())
                    ? Optional.empty()
                    : Optional.of(Ttls.with(Duration.between(now, entry.until()), entry.answer()));
        }
    }

    /**
     * Keeps an answer as long as its TTL and the settings allow.
     *
     * @return what to tell whoever asked: the answer with the TTL of this cache or, when it could not be asked for, the
     *     last good answer if there is one that may stand in, with a TTL of zero
     */
    public DnsAnswer keep(DnsAnswer answer) {
        Instant now = clock.instant();
        synchronized (entries) {
            return answer instanceof DnsAnswer.Unavailable trouble ? keepTrouble(trouble, now) : keepGood(answer, now);
        }
    }

    private DnsAnswer keepGood(DnsAnswer answer, Instant now) {
        Duration ttl =
                answer instanceof DnsAnswer.Found found ? positive.clamp(found.ttl()) : negative.clamp(Ttls.of(answer));
        Instant until = now.plus(ttl);
        Optional<Good> good =
                lastGood.isZero() ? Optional.empty() : Optional.of(new Good(answer, until.plus(lastGood)));
        if (ttl.isZero() && good.isEmpty()) {
            remove(answer.question());
            return answer;
        }
        put(answer.question(), new Entry(answer, until, good, octets(answer)));
        return Ttls.with(ttl, answer);
    }

    private DnsAnswer keepTrouble(DnsAnswer.Unavailable trouble, Instant now) {
        Entry before = entries.get(trouble.question());
        Optional<Good> good =
                before == null ? Optional.empty() : before.good().filter(last -> now.isBefore(last.until()));
        DnsAnswer told =
                good.map(last -> Ttls.with(Duration.ZERO, last.answer())).orElse(trouble);
        if (good.isPresent() || !unavailable.isZero()) {
            put(trouble.question(), new Entry(told, now.plus(unavailable), good, octets(told)));
        } else {
            remove(trouble.question());
        }
        return told;
    }

    /** Forgets one answer, such as the one that somebody has just mended. */
    public void forget(DnsQuestion question) {
        synchronized (entries) {
            remove(question);
        }
    }

    /** Forgets everything. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
            octets = 0;
        }
    }

    /** How many answers are held, usable or not. */
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    private void put(DnsQuestion question, Entry entry) {
        remove(question);
        entries.put(question, entry);
        octets += entry.octets();
        Iterator<Entry> oldest = entries.values().iterator();
        while ((entries.size() > maxEntries || octets > maxOctets) && oldest.hasNext()) {
            octets -= oldest.next().octets();
            oldest.remove();
        }
    }

    private void remove(DnsQuestion question) {
        Entry before = entries.remove(question);
        if (before != null) {
            octets -= before.octets();
        }
    }

    private static long octets(DnsAnswer answer) {
        long sum = OCTETS_PER_ENTRY;
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                sum += OCTETS_PER_RECORD + textOctets(record);
            }
        }
        return sum;
    }

    private static long textOctets(DnsRecord record) {
        if (record instanceof DnsRecord.Text text) {
            long sum = 0;
            for (String string : text.strings()) {
                sum += OCTETS_PER_RECORD + string.length();
            }
            return sum;
        }
        if (record instanceof DnsRecord.TlsAssociation association) {
            return association.data().length();
        }
        return record instanceof DnsRecord.DelegationSigner signer
                ? signer.digest().length()
                : DnsName.MAX_OCTETS;
    }

    /** Settings of a {@link DnsCache}. Not for several threads. */
    public static final class Builder {

        private static final Duration LONGEST_UNAVAILABLE = Duration.ofSeconds(30);

        private final InstantSource clock;
        private int maxEntries = 10_000;
        private long maxOctets = 16L << 20;

        // RFC 8767 section 4 recommends to cap TTLs at 7 days, RFC 2308 section 5 to cap denials at 1 to 3 hours.
        private Range positive = new Range(Duration.ZERO, Duration.ofDays(7));
        private Range negative = new Range(Duration.ZERO, Duration.ofHours(3));
        private Duration unavailable = Duration.ZERO;
        private Duration lastGood = Duration.ZERO;

        private Builder(InstantSource clock) {
            this.clock = clock;
        }

        /** How many answers are held at most; 10,000. */
        public Builder maxEntries(int entries) {
            if (entries < 1) {
                throw new IllegalArgumentException("A cache holds an entry at least; found " + entries + ".");
            }
            this.maxEntries = entries;
            return this;
        }

        /** How many octets the answers have at most, roughly; 16 MiB. A larger answer is not kept at all. */
        public Builder maxOctets(long octets) {
            if (octets < 1) {
                throw new IllegalArgumentException("A cache holds an octet at least; found " + octets + ".");
            }
            this.maxOctets = octets;
            return this;
        }

        /** How long records are kept, whatever their TTL says; from zero to 7 days (RFC 8767 section 4). */
        public Builder positive(Duration least, Duration most) {
            this.positive = new Range(least, most);
            return this;
        }

        /** How long denials are kept, whatever the SOA record says; from zero to 3 hours (RFC 2308 section 5). */
        public Builder negative(Duration least, Duration most) {
            this.negative = new Range(least, most);
            return this;
        }

        /**
         * How long trouble is kept, so that a dead server is not asked for every message; not at all, and up to 30
         * seconds. RFC 2308 section 7 permits 5 minutes, which is too long for somebody who watches.
         */
        public Builder unavailable(Duration time) {
            if (time.isNegative() || time.compareTo(LONGEST_UNAVAILABLE) > 0) {
                throw new IllegalArgumentException(
                        "Trouble is kept from zero to " + LONGEST_UNAVAILABLE + "; found " + time + ".");
            }
            this.unavailable = time;
            return this;
        }

        /**
         * How long after its time the last good answer stands in when nobody can be asked (RFC 8767); not at all. Policy
         * of domains bears 24 hours; for a proof of ownership leave it off.
         */
        public Builder lastGood(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("The last good answer is kept for some time; found " + time + ".");
            }
            this.lastGood = time;
            return this;
        }

        /** The cache. */
        public DnsCache build() {
            return new DnsCache(this);
        }
    }
}
