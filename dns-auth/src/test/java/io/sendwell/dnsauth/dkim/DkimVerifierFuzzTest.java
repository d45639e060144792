package io.sendwell.dnsauth.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages and keys that chance made: whatever comes, there is a verdict, and never a pass for what was not signed. */
class DkimVerifierFuzzTest {

    private static final String SIGNED = HandSigner.sign(
            " v=1; a=rsa-sha256; c=relaxed/simple; d=acme-customer.com; s=s1;\r\n\th=from:from:to:subject; bh=BH; b=B",
            SigningKeys.RSA.getPrivate(),
            "From: ada@acme-customer.com\nTo: grace@example.net\nSubject: Hello\n\nHello Grace,\n\ntext\n");

    private static final List<String> PIECES = List.of(
            "DKIM-Signature:",
            "dkim-signature: v=1;",
            "From: a@example.com",
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            " ",
            "\t",
            ";",
            "=",
            "b=",
            "bh=",
            "h=from:",
            "d=acme-customer.com;",
            "s=s1;",
            "a=rsa-sha256;",
            "a=ed25519-sha256;",
            "c=relaxed/relaxed;",
            "l=99999999999999999999999999;",
            "t=-1;",
            "x=1;",
            "i=@;",
            "i=@acme-customer.com;",
            "z=",
            "q=dns/txt;",
            "\u0000",
            "\u00ff",
            ":",
            "AAAA",
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;",
            "v=1;");

    private static final List<String> KEYS = List.of(
            DkimRecord.of(SigningKeys.RSA.getPublic()).text(),
            DkimRecord.of(SigningKeys.ED25519.getPublic()).text(),
            "v=DKIM1; p=",
            "",
            "p=AAAA; k=ed25519",
            "v=DKIM1; p=MIIB; h=:; s=; t=:y");

    private record Answering(Random random) implements DnsResolver {
        @Override
        public DnsAnswer resolve(DnsQuestion question, Duration patience) {
            List<DnsRecord> records = new ArrayList<>();
            for (int count = random.nextInt(8) == 0 ? 2 : 1; count > 0; count--) {
                records.add(DnsRecord.Text.of(KEYS.get(random.nextInt(KEYS.size()))));
            }
            return new DnsAnswer.Found(question, records, List.of(), Duration.ofMinutes(5), false, "fuzz");
        }

        @Override
        public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
            return resolve(question, patience);
        }
    }

    @Test
    void whatever_comes_has_a_verdict_and_is_no_pass() {
        long seed = 8601;
        Random random = new Random(seed);
        DkimVerifier verifier = verifier(random);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int piece = random.nextInt(40); piece >= 0; piece--) {
                message.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            DkimVerification verification = verifier.verify(message.toString().getBytes(StandardCharsets.ISO_8859_1));

            assertThat(verification.verdict().reason())
                    .as("seed %d round %d", seed, round)
                    .isNotEqualTo(DkimReason.VERIFIED)
                    .isNotEqualTo(DkimReason.UNEXPECTED);
        }
    }

    @Test
    void a_signed_message_with_some_octets_changed_has_a_verdict() {
        long seed = 6376;
        Random random = new Random(seed);
        DkimVerifier verifier = verifier(random);
        byte[] signed = SIGNED.getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = signed.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            assertThat(verifier.verify(changed).verdict().reason())
                    .as("seed %d round %d", seed, round)
                    .isNotEqualTo(DkimReason.UNEXPECTED);
        }
    }

    private static DkimVerifier verifier(Random random) {
        return DkimVerifier.strict(new Answering(random), InstantSource.fixed(Instant.parse("2026-11-22T00:00:00Z")))
                .with(DkimRules.lenient());
    }
}
