package io.sendwell.examples.benchmarks;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dnsauth.dkim.DkimKey;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.DkimSigner;
import io.sendwell.dnsauth.dkim.KeyRing;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.signing.Selector;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Random;

/**
 * A mail that Sendwell signed with one RSA key of 2048 bits.
 *
 * @param octets the mail, signature and all
 * @param keys the pair that signed it
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares it
record SignedMail(byte[] octets, KeyPair keys) {

    private static final AccountId ACCOUNT = AccountId.of("bench");
    private static final DomainName DOMAIN = DomainName.parse("acme.example");

    /** How long the mail is. */
    enum Scenario {
        KB_10(10_000),
        MB_1(1_000_000);

        private final int octets;

        Scenario(int octets) {
            this.octets = octets;
        }
    }

    static SignedMail of(Scenario scenario) throws IOException {
        KeyPair keys = DkimKeys.createRsa();
        KeyRing ring = KeyRing.builder()
                .ofAccount(ACCOUNT, DkimKey.of(DOMAIN, Selector.of("s1"), keys.getPrivate()))
                .build();
        Plain mail = new Plain(text(scenario.octets).getBytes(StandardCharsets.US_ASCII));
        byte[] signature = DkimSigner.using(ring).build().sign(ACCOUNT, DOMAIN, mail);
        byte[] signed = new byte[signature.length + mail.octets().length];
        System.arraycopy(signature, 0, signed, 0, signature.length);
        System.arraycopy(mail.octets(), 0, signed, signature.length, mail.octets().length);
        return new SignedMail(signed, keys);
    }

    /** The text of the record that publishes the key. */
    String record() {
        return DkimRecord.of(keys.getPublic()).text();
    }

    private static String text(int octets) {
        StringBuilder text = new StringBuilder(octets + 1_000)
                .append("From: \"Acme\" <news@acme.example>\r\nTo: <grace@example.net>\r\n")
                .append("Subject: Your October statement\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n")
                .append("Message-ID: <1.2.3@acme.example>\r\nMIME-Version: 1.0\r\n")
                .append(
                        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        Random random = new Random(6376);
        while (text.length() < octets) {
            int line = 60 + random.nextInt(17);
            for (int i = 0; i < line; i++) {
                text.append(random.nextInt(7) == 0 ? ' ' : (char) ('a' + random.nextInt(26)));
            }
            text.append(".\r\n");
        }
        return text.toString();
    }

    @SuppressWarnings("ArrayRecordComponent") // as above
    private record Plain(byte[] octets) implements RenderedMessage {

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public boolean needsEightBitMime() {
            return false;
        }

        @Override
        public boolean needsSmtpUtf8() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(octets);
        }

        @Override
        public RenderedMessage under(byte[] fields) {
            throw new UnsupportedOperationException("Nothing is put on top of this mail.");
        }
    }
}
