package io.sendwell.examples.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sendwell.testkit.dns.FakeDns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** The program as it runs in a shell, with what it said. */
record Session(ExitCode code, String out, String err) {

    static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    /** Asks this server. */
    static Session of(FakeDns dns, String... line) {
        List<String> all = new ArrayList<>(List.of(line));
        all.addAll(List.of("--resolver", dns.host() + ":" + dns.port()));
        return of("", network(dns), all.toArray(String[]::new));
    }

    /** In which the name servers of a test are where it has them. */
    static Network network(FakeDns dns) {
        return new Network(
                client -> client.directAddress(dns.routes()), propagation -> propagation.permitting(address -> true));
    }

    static Session of(String input, String... line) {
        return of(input, Network.internet(), line);
    }

    static Session of(String input, Network network, String... line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ExitCode code = new DomainDoctor(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        NOON,
                        network)
                .run(List.of(line));
        return new Session(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out);
    }
}
