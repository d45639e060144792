package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the DNS answered to the questions of one check: to be saved as JSON, attached to a ticket, and replayed without a
 * network. The same snapshot gives the same answers, and so the same verdict. Immutable; threads may share it.
 *
 * <p>The JSON says its format and version and lists one answer after the other; a character of a name or of a text is
 * one octet, and what is not ASCII is escaped. Unknown fields are ignored, so that a newer version 1 can be read:
 *
 * <pre>{@code
 * {
 *   "format" : "sendwell-dns-snapshot",
 *   "version" : 1,
 *   "taken" : "2026-11-22T02:00:00Z",
 *   "answers" : [ {
 *     "name" : "_dmarc.example.org",
 *     "type" : "TXT",
 *     "outcome" : "found",
 *     "ttl" : 300,
 *     "authenticated" : false,
 *     "server" : "192.0.2.53:53",
 *     "records" : [ {
 *       "strings" : [ "v=DMARC1; p=none" ]
 *     } ]
 *   } ]
 * }
 * }</pre>
 *
 * <p>A question that went straight to one name server has the server's address as {@code asked}.
 */
public final class DnsSnapshot {

    /** Answers in one snapshot; a check asks a hundred questions, and a benchmark some thousands. */
    static final int MOST_ANSWERS = 100_000;

    private final Instant taken;
    private final Map<Asked, DnsAnswer> answers;

    DnsSnapshot(Instant taken, Map<Asked, DnsAnswer> answers) {
        this.taken = taken.truncatedTo(ChronoUnit.SECONDS);
        Map<Asked, DnsAnswer> whole = new LinkedHashMap<>(answers);
        whole.replaceAll((asked, answer) -> inWholeSeconds(answer));
        this.answers = Collections.unmodifiableMap(whole);
    }

    /**
     * A question and whom it was put to.
     *
     * @param server the one name server that was asked; empty for the resolver's usual ones
     */
    record Asked(Optional<IpAddress> server, DnsQuestion question) {}

    private static DnsAnswer inWholeSeconds(DnsAnswer answer) {
        return Ttls.with(Ttls.of(answer).truncatedTo(ChronoUnit.SECONDS), answer);
    }

    /**
     * These answers, each to the question it names; of two to one question the later one counts.
     *
     * @param taken when they were given
     */
    public static DnsSnapshot of(Instant taken, Collection<? extends DnsAnswer> answers) {
        Map<Asked, DnsAnswer> byQuestion = new LinkedHashMap<>();
        answers.forEach(answer -> byQuestion.put(new Asked(Optional.empty(), answer.question()), answer));
        return new DnsSnapshot(taken, byQuestion);
    }

    /**
     * Reads a saved snapshot.
     *
     * @throws IllegalArgumentException when it is none, with the line and what was expected there
     */
    public static DnsSnapshot parse(String json) {
        try {
            return read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads a saved snapshot of up to 64 MiB; does not close the stream.
     *
     * @throws IllegalArgumentException when it is none, with the line and what was expected there
     * @throws IOException when the stream cannot be read
     */
    public static DnsSnapshot read(InputStream json) throws IOException {
        return SnapshotReader.read(json);
    }

    /** When it was taken, in whole seconds. */
    public Instant taken() {
        return taken;
    }

    /** How many answers it has. */
    public int size() {
        return answers.size();
    }

    /** The answers in the order of the questions. */
    Map<Asked, DnsAnswer> answers() {
        return answers;
    }

    /** Saves it as JSON in UTF-8; does not close the stream. */
    public void writeTo(OutputStream json) throws IOException {
        SnapshotWriter.write(this, json);
    }

    /** The JSON as text. */
    public String toJson() {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try {
            writeTo(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return json.toString(StandardCharsets.UTF_8);
    }

    /**
     * Answers from this snapshot alone, at once, whatever the patience. A question that was not recorded is {@link
     * Trouble#NETWORK}.
     */
    public DnsResolver replay() {
        return new Replay();
    }

    private final class Replay implements DnsResolver {

        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            return answer(new Asked(Optional.empty(), question));
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return answer(new Asked(Optional.of(server), question));
        }

        private DnsAnswer answer(Asked asked) {
            DnsAnswer answer = answers.get(asked);
            return answer != null ? answer : notRecorded(asked);
        }

        private DnsAnswer notRecorded(Asked asked) {
            String whom = asked.server().map(server -> " of " + server).orElse("");
            return new DnsAnswer.Unavailable(
                    asked.question(),
                    Trouble.NETWORK,
                    "the snapshot of " + taken + " has no answer to " + asked.question() + whom,
                    "");
        }
    }

    @Override
    public String toString() {
        return "DnsSnapshot[" + answers.size() + " answers, " + taken + "]";
    }
}
