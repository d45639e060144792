package io.sendwell.dnsauth.resolver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.testkit.dns.DnsFault;
import io.sendwell.testkit.dns.FakeDns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DnsSnapshotTest {

    private static final Instant TAKEN = Instant.parse("2026-11-22T02:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final IpAddress SERVER = IpAddress.parse("2001:db8::53");

    private static List<DnsAnswer> everything() {
        List<DnsRecord> records = List.of(
                new DnsRecord.Address(IpAddress.parse("192.0.2.1")),
                new DnsRecord.Address(IpAddress.parse("2001:db8::1")),
                new DnsRecord.Alias(DnsName.parse("\u00e9 x.example")),
                new DnsRecord.MailExchange(0, DnsName.ROOT),
                new DnsRecord.NameServer(DnsName.parse("ns.example.org")),
                new DnsRecord.Pointer(DnsName.parse("host.example.org")),
                new DnsRecord.StartOfAuthority(DnsName.parse("ns.example.org"), 4_294_967_295L, Duration.ofMinutes(5)),
                new DnsRecord.Text(List.of("v=spf1 \"-all\\", "", "\u0000\u007f\u0080\u00ff\n")),
                new DnsRecord.DelegationSigner(12345, 13, 2, "00ff"),
                new DnsRecord.TlsAssociation(3, 1, 1, "abcd"));
        List<DnsAnswer> answers = new ArrayList<>();
        for (DnsRecord record : records) {
            answers.add(new DnsAnswer.Found(
                    DnsQuestion.of("a:b \u00ff." + record.type() + ".example", record.type()),
                    List.of(record),
                    List.of(DnsName.parse("alias.example"), DnsName.ROOT),
                    Duration.ofSeconds(299),
                    true,
                    "192.0.2.53:53"));
        }
        answers.add(new DnsAnswer.NoData(
                DnsQuestion.of("nodata.example", DnsType.TXT), List.of(), Duration.ZERO, false, "[2001:db8::53]:53"));
        answers.add(new DnsAnswer.NoSuchName(
                DnsQuestion.of("gone.example", DnsType.TXT),
                List.of(DnsName.parse("alias.example")),
                Duration.ofSeconds(60),
                true,
                ""));
        for (Trouble trouble : Trouble.values()) {
            answers.add(new DnsAnswer.Unavailable(
                    DnsQuestion.of(trouble + ".example", DnsType.DS), trouble, "what \"happened\"\n", ""));
        }
        return answers;
    }

    @Test
    void every_answer_comes_back_from_json_as_it_was() {
        DnsSnapshot snapshot = DnsSnapshot.of(TAKEN, everything());

        DnsSnapshot read = DnsSnapshot.parse(snapshot.toJson());

        assertThat(read.answers())
                .isEqualTo(snapshot.answers())
                .hasSize(everything().size());
        assertThat(read.taken()).isEqualTo(TAKEN);
        assertThat(read.toJson()).isEqualTo(snapshot.toJson());
    }

    @Test
    void the_form_of_the_file_stays_as_it_is() {
        DnsSnapshot snapshot = DnsSnapshot.of(
                TAKEN,
                List.of(new DnsAnswer.Found(
                        DnsQuestion.of("_dmarc.example.org", DnsType.TXT),
                        List.of(DnsRecord.Text.of("v=DMARC1; p=none \u00e9")),
                        List.of(),
                        Duration.ofMinutes(5),
                        false,
                        "192.0.2.53:53")));

        assertThat(snapshot.toJson()).isEqualTo("""
                {
                  "format" : "sendwell-dns-snapshot",
                  "version" : 1,
                  "taken" : "2026-11-22T02:00:00Z",
                  "answers" : [ {
                    "name" : "_dmarc.example.org",
                    "type" : "TXT",
                    "outcome" : "found",
                    "ttl" : 300,
                    "authenticated" : false,
                    "records" : [ {
                      "strings" : [ "v=DMARC1; p=none \\u00E9" ]
                    } ],
                    "server" : "192.0.2.53:53"
                  } ]
                }""");
    }

    @Test
    void a_recorded_check_is_replayed_without_a_network() {
        DnsSnapshot snapshot;
        List<DnsAnswer> live;
        try (FakeDns dns = FakeDns.start()) {
            dns.zone("customer.example", "@ IN TXT \"here\"")
                    .inject(DnsFault.serverFailure().at("broken.example"));
            dns.nameServer(SERVER.toString()).replace("customer.example", DnsType.TXT, "there");
            RecordingResolver recording = RecordingResolver.of(
                    DnsClient.builder()
                            .server(dns.address())
                            .directAddress(dns.routes())
                            .build(),
                    InstantSource.fixed(TAKEN));
            live = questions(recording);
            snapshot = DnsSnapshot.parse(recording.snapshot().toJson());
        }

        assertThat(questions(snapshot.replay())).isEqualTo(live);
        assertThat(live).hasSize(4);
    }

    private static List<DnsAnswer> questions(DnsResolver resolver) {
        return List.of(
                resolver.resolve(DnsQuestion.of("customer.example", DnsType.TXT), PATIENCE),
                resolver.resolve(DnsQuestion.of("no.customer.example", DnsType.TXT), PATIENCE),
                resolver.resolve(DnsQuestion.of("broken.example", DnsType.TXT), PATIENCE),
                resolver.ask(SERVER, DnsQuestion.of("customer.example", DnsType.TXT), PATIENCE));
    }

    @Test
    void a_question_that_was_not_asked_has_no_answer_and_says_so() {
        DnsResolver replay = DnsSnapshot.of(TAKEN, everything()).replay();

        assertThat(replay.resolve(DnsQuestion.of("other.example", DnsType.TXT), PATIENCE))
                .isEqualTo(new DnsAnswer.Unavailable(
                        DnsQuestion.of("other.example", DnsType.TXT),
                        Trouble.NETWORK,
                        "the snapshot of 2026-11-22T02:00:00Z has no answer to TXT other.example",
                        ""));
        assertThat(replay.ask(SERVER, DnsQuestion.of("nodata.example", DnsType.TXT), PATIENCE))
                .isInstanceOfSatisfying(
                        DnsAnswer.Unavailable.class,
                        unavailable -> assertThat(unavailable.detail()).endsWith("TXT nodata.example of 2001:db8::53"));
    }

    @Test
    void a_good_answer_takes_the_place_of_trouble_and_of_nothing_else() {
        DnsQuestion question = DnsQuestion.of("customer.example", DnsType.TXT);
        List<DnsAnswer> script = new ArrayList<>(List.of(
                new DnsAnswer.Unavailable(question, Trouble.TIMEOUT, "silence", ""),
                new DnsAnswer.NoData(question, List.of(), Duration.ofMillis(59_900), false, ""),
                new DnsAnswer.NoSuchName(question, List.of(), Duration.ZERO, false, "")));
        RecordingResolver recording = RecordingResolver.of(
                new DnsResolver() {
                    @Override
                    public DnsAnswer resolve(DnsQuestion asked, Duration patience) {
                        return script.remove(0);
                    }

                    @Override
                    public DnsAnswer ask(IpAddress server, DnsQuestion asked, Duration patience) {
                        return script.remove(0);
                    }
                },
                InstantSource.fixed(TAKEN));
        for (int i = 0; i < 3; i++) {
            recording.resolve(question, PATIENCE);
        }

        assertThat(recording.snapshot().replay().resolve(question, PATIENCE))
                .isEqualTo(new DnsAnswer.NoData(question, List.of(), Duration.ofSeconds(59), false, ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | an object with format and version",
                "[] | an object with format and version",
                "{} | a snapshot says",
                "{\"format\":\"sendwell-dns-snapshot\",\"version\":2} | a newer version needs a newer reader",
                "{\"format\":\"sendwell-dns-snapshot\",\"version\":1} {} | nothing was expected behind",
                "{\"taken\":\"yesterday\"} | is a time such as",
                "{\"answers\":{}} | a list of answers",
                "{\"answers\":[7]} | an object in braces",
                "{\"answers\":[{}]} | the field \"name\" with a text",
                "{\"answers\":[{\"name\":\"a..b\",\"type\":\"TXT\"}]} | a name of up to 253 octets",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"ANY\"}]} | a \"type\" is one of",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"asked\":\"localhost\"}]} | an IP address",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"maybe\",\"ttl\":1}]} | an \"outcome\" is",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"no-data\",\"ttl\":-1}]} | from 0 to 2147483647",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"no-data\",\"ttl\":99999999999999999999}]} | line 1",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"found\",\"ttl\":1}]} | has \"records\"",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"found\",\"ttl\":1,\"records\":[{\"address\":\"::1\"}]}]} | of type A",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"TXT\",\"server\":\"\",\"outcome\":\"found\",\"ttl\":1,\"records\":[{\"strings\":[\"\\u0100\"]}]}]} | is an octet",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"DS\",\"server\":\"\",\"outcome\":\"found\",\"ttl\":1,\"records\":[{\"keyTag\":1,\"algorithm\":1,\"digestType\":1,\"digest\":\"abc\"}]}]} | hexadecimal",
                "{\"answers\":[{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"unavailable\",\"detail\":\"\",\"trouble\":\"none\"}]} | a \"trouble\" is one of",
                "{\"answers\":[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]} | line 1",
                "{\"answers\":[{\"name\":[[1]]}]} | a list in a list",
                "{\"format\":\"a\",\"format\":\"b\"} | Duplicate"
            })
    void what_is_no_snapshot_is_refused_with_place_and_reason(String json, String reason) {
        assertThatThrownBy(() -> DnsSnapshot.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("At line 1, column")
                .hasMessageContaining(reason);
    }

    @Test
    void the_same_question_twice_is_refused() {
        String answer = "{\"name\":\"a\",\"type\":\"A\",\"server\":\"\",\"outcome\":\"no-data\",\"ttl\":1}";

        assertThatThrownBy(() -> DnsSnapshot.parse("{\"answers\":[" + answer + "," + answer + "]}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("answered twice");
    }

    @Test
    void a_text_without_end_is_refused() {
        assertThatThrownBy(() -> DnsSnapshot.parse("{\"x\":\"" + "x".repeat(100_000) + "\"}"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fields_of_tomorrow_are_passed_over() {
        String json = DnsSnapshot.of(TAKEN, everything())
                .toJson()
                .replace("\"ttl\"", "\"colour\" : { \"a\" : [ 1.5, null, [ ] ] }, \"ttl\"");

        assertThat(DnsSnapshot.parse(json).size()).isEqualTo(everything().size());
    }

    @Test
    void no_octets_crash_the_reader() throws IOException {
        byte[] sound = DnsSnapshot.of(TAKEN, everything()).toJson().getBytes(StandardCharsets.UTF_8);
        long seed = 20261122;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] octets = sound.clone();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                octets[random.nextInt(octets.length)] =
                        (byte) (random.nextBoolean() ? "{}[]\",:0\\u-".charAt(random.nextInt(11)) : random.nextInt());
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(octets.length) : octets.length;
            try {
                DnsSnapshot.read(new ByteArrayInputStream(octets, 0, length));
            } catch (IllegalArgumentException said) {
                assertThat(said).hasMessageContaining("At line");
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }

        assertThat(refused).isGreaterThan(1000);
    }
}
