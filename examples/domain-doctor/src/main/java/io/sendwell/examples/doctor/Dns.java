package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.resolver.CachingResolver;
import io.sendwell.dnsauth.resolver.DnsCache;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.resolver.DnsSnapshot;
import io.sendwell.dnsauth.resolver.Propagation;
import io.sendwell.dnsauth.resolver.RecordingResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Whom a run asks, as its options say. */
final class Dns {

    private final DnsResolver resolver;
    private final Optional<RecordingResolver> recording;
    private final InstantSource clock;
    private final Network network;
    private final boolean repeatable;

    private Dns(
            DnsResolver resolver,
            Optional<RecordingResolver> recording,
            InstantSource clock,
            Network network,
            boolean repeatable) {
        this.resolver = resolver;
        this.recording = recording;
        this.clock = clock;
        this.network = network;
        this.repeatable = repeatable;
    }

    /**
     * The resolver that the options ask for.
     *
     * @throws IOException when the snapshot to replay cannot be read
     */
    static Dns of(Arguments arguments, InstantSource clock, Network network) throws IOException {
        Optional<String> replayed = arguments.one("--replay");
        if (replayed.isPresent()) {
            if (arguments.has("--snapshot") || arguments.has("--resolver")) {
                throw new UsageException("--replay asks nobody, so --resolver and --snapshot make no sense beside it.");
            }
            return replay(Path.of(replayed.get()), network);
        }
        DnsClient client = client(arguments.all("--resolver"), network);
        DnsResolver cached = CachingResolver.of(client, DnsCache.of(clock));
        DnsResolver both = new BothAnswers(cached, client.withoutValidation());
        if (!arguments.has("--snapshot")) {
            return new Dns(both, Optional.empty(), clock, network, false);
        }
        RecordingResolver recording = RecordingResolver.of(both, clock);
        return new Dns(recording, Optional.of(recording), clock, network, true);
    }

    private static Dns replay(Path file, Network network) throws IOException {
        try (InputStream json = Files.newInputStream(file)) {
            DnsSnapshot snapshot = DnsSnapshot.read(json);
            // What depends on the time, as the end of a signature's life, has to come out as it did then.
            return new Dns(snapshot.replay(), Optional.empty(), InstantSource.fixed(snapshot.taken()), network, true);
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " is no snapshot of the DNS: " + e.getMessage());
        }
    }

    private static DnsClient client(List<String> servers, Network network) {
        if (servers.isEmpty()) {
            return DnsClient.ofSystem();
        }
        DnsClient.Builder client = network.client().apply(DnsClient.builder());
        servers.forEach(server -> Arguments.read(server, client::server));
        return client.build();
    }

    DnsResolver resolver() {
        return resolver;
    }

    /** The same without DNSSEC's judgement. */
    DnsResolver unjudged() {
        return BothAnswers.unjudged(resolver);
    }

    /** Looks at the name servers of a domain. */
    Propagation propagation() {
        return network.propagation().apply(Propagation.builder(resolver)).build();
    }

    /** Whether the run is to come out the same from its snapshot, which holds the DNS and nothing else. */
    boolean isRepeatable() {
        return repeatable;
    }

    /** The clock of the run; in a replay it stands where the snapshot was taken. */
    InstantSource clock() {
        return clock;
    }

    /** Writes down what was asked, if that was wanted. */
    void saveTo(Path file) throws IOException {
        if (recording.isPresent()) {
            try (OutputStream json = Files.newOutputStream(file)) {
                recording.get().snapshot().writeTo(json);
            }
        }
    }
}
