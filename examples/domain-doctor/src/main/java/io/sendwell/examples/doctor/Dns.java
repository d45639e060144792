package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.resolver.DnsClient;
import io.sendwell.dnsauth.resolver.DnsSnapshot;
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

    private Dns(DnsResolver resolver, Optional<RecordingResolver> recording, InstantSource clock) {
        this.resolver = resolver;
        this.recording = recording;
        this.clock = clock;
    }

    /**
     * The resolver that the options ask for.
     *
     * @throws IOException when the snapshot to replay cannot be read
     */
    static Dns of(Arguments arguments, InstantSource clock) throws IOException {
        Optional<String> replayed = arguments.one("--replay");
        if (replayed.isPresent()) {
            if (arguments.has("--snapshot") || arguments.has("--resolver")) {
                throw new UsageException("--replay asks nobody, so --resolver and --snapshot make no sense beside it.");
            }
            return replay(Path.of(replayed.get()));
        }
        DnsResolver client = client(arguments.all("--resolver"));
        if (!arguments.has("--snapshot")) {
            return new Dns(client, Optional.empty(), clock);
        }
        RecordingResolver recording = RecordingResolver.of(client, clock);
        return new Dns(recording, Optional.of(recording), clock);
    }

    private static Dns replay(Path file) throws IOException {
        try (InputStream json = Files.newInputStream(file)) {
            DnsSnapshot snapshot = DnsSnapshot.read(json);
            // What depends on the time, as the end of a signature's life, has to come out as it did then.
            return new Dns(snapshot.replay(), Optional.empty(), InstantSource.fixed(snapshot.taken()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + " is no snapshot of the DNS: " + e.getMessage());
        }
    }

    private static DnsResolver client(List<String> servers) {
        return servers.isEmpty()
                ? DnsClient.ofSystem()
                : Arguments.read("", none -> DnsClient.of(servers.toArray(String[]::new)));
    }

    DnsResolver resolver() {
        return resolver;
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
