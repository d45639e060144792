package io.sendwell.testkit.dns;

import static java.util.Objects.requireNonNull;

import io.sendwell.dns.DnsType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/**
 * A way for the fake to misbehave, and at which questions: handed to {@link FakeDns#inject}.
 *
 * <p>A fault strikes every question until {@link FakeDns#heal()}. {@link #at}, {@link #atOrBelow}, {@link #over} and
 * {@link #times} say otherwise. Immutable.
 */
public final class DnsFault {

    private final Kind kind;
    private final Duration delay;
    private final @Nullable Name name;
    private final boolean below;
    private final Set<String> types;
    private final @Nullable DnsTransport transport;
    private final int times;

    private DnsFault(
            Kind kind,
            Duration delay,
            @Nullable Name name,
            boolean below,
            Set<String> types,
            @Nullable DnsTransport transport,
            int times) {
        this.kind = kind;
        this.delay = delay;
        this.name = name;
        this.below = below;
        this.types = types;
        this.transport = transport;
        this.times = times;
    }

    private static DnsFault of(Kind kind) {
        return new DnsFault(kind, Duration.ZERO, null, false, Set.of(), null, Integer.MAX_VALUE);
    }

    /** Answers SERVFAIL. */
    public static DnsFault serverFailure() {
        return of(Kind.SERVER_FAILURE);
    }

    /** Answers REFUSED. */
    public static DnsFault refused() {
        return of(Kind.REFUSED);
    }

    /** Says nothing; a connection stays open. */
    public static DnsFault silence() {
        return of(Kind.SILENCE);
    }

    /** Answers by UDP with no records and the truncation flag (TC), by TCP in full. */
    public static DnsFault truncation() {
        return of(Kind.TRUNCATION);
    }

    /** Answers by UDP with the truncation flag (TC), and cuts the connection when the question comes by TCP. */
    public static DnsFault truncationWithoutTcp() {
        return of(Kind.TRUNCATION_WITHOUT_TCP);
    }

    /** Cuts the connection when the question comes by TCP; answers by UDP. */
    public static DnsFault cutConnection() {
        return of(Kind.CUT).over(DnsTransport.TCP);
    }

    /** Answers when {@code delay} has passed on the machine's clock. */
    public static DnsFault delay(Duration delay) {
        return new DnsFault(Kind.DELAY, requireNonNull(delay, "delay"), null, false, Set.of(), null, Integer.MAX_VALUE);
    }

    /** Answers as a server that was delegated a zone which it does not have: a referral to the root, without AA. */
    public static DnsFault lame() {
        return of(Kind.LAME);
    }

    /** Answers in full and without AA, as a resolver does from its memory. */
    public static DnsFault fromMemory() {
        return of(Kind.FROM_MEMORY);
    }

    /** Answers that the name does not exist, whatever the zones say; some servers do so at empty non-terminals. */
    public static DnsFault noSuchName() {
        return of(Kind.NO_SUCH_NAME);
    }

    /** Answers with octets that are no message. */
    public static DnsFault garbage() {
        return of(Kind.GARBAGE);
    }

    /** Answers under another transaction id, and not at all under the right one. */
    public static DnsFault wrongId() {
        return of(Kind.WRONG_ID);
    }

    /** Answers another question under the right transaction id. */
    public static DnsFault wrongQuestion() {
        return of(Kind.WRONG_QUESTION);
    }

    /** Sends a forged denial under another transaction id first, then the true answer. */
    public static DnsFault forgeryFirst() {
        return of(Kind.FORGERY_FIRST);
    }

    /** Answers FORMERR to a question with EDNS, as servers of before RFC 6891 do; in full to one without. */
    public static DnsFault ednsUnknown() {
        return of(Kind.EDNS_UNKNOWN);
    }

    /**
     * This fault at one name only.
     *
     * @param name with the escapes of zone files (RFC 1035 section 5.1)
     * @param types the types it is about; none for all
     */
    public DnsFault at(String name, DnsType... types) {
        return limitedTo(name, false, types);
    }

    /** This fault at a name and at all names below it, as {@link #at} otherwise. */
    public DnsFault atOrBelow(String name, DnsType... types) {
        return limitedTo(name, true, types);
    }

    private DnsFault limitedTo(String at, boolean orBelow, DnsType... only) {
        Set<String> names = Set.copyOf(List.of(only).stream().map(DnsType::name).toList());
        return new DnsFault(kind, delay, Names.parse(at), orBelow, names, transport, times);
    }

    /** This fault at questions of one transport only. */
    public DnsFault over(DnsTransport only) {
        return new DnsFault(kind, delay, name, below, types, requireNonNull(only, "only"), times);
    }

    /**
     * This fault for so many questions, and never again.
     *
     * @throws IllegalArgumentException when {@code questions} is not positive
     */
    public DnsFault times(int questions) {
        if (questions < 1) {
            throw new IllegalArgumentException("A fault cannot strike " + questions + " times: expected 1 or more.");
        }
        return new DnsFault(kind, delay, name, below, types, transport, questions);
    }

    Kind kind() {
        return kind;
    }

    Duration delay() {
        return delay;
    }

    int times() {
        return times;
    }

    boolean strikes(Name asked, String type, DnsTransport by) {
        boolean there = name == null || (below ? asked.subdomain(name) : asked.equals(name));
        return there && (types.isEmpty() || types.contains(type)) && (transport == null || transport == by);
    }

    /** What happens. */
    enum Kind {
        SERVER_FAILURE,
        REFUSED,
        SILENCE,
        TRUNCATION,
        TRUNCATION_WITHOUT_TCP,
        CUT,
        DELAY,
        LAME,
        FROM_MEMORY,
        NO_SUCH_NAME,
        GARBAGE,
        WRONG_ID,
        WRONG_QUESTION,
        FORGERY_FIRST,
        EDNS_UNKNOWN
    }
}
