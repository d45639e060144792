package io.sendwell.examples.benchmarks;

import io.sendwell.mime.RenderedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/**
 * A mail in memory, all in ASCII, that nobody signed yet.
 *
 * @param octets what travels
 */
@SuppressWarnings("ArrayRecordComponent") // nobody changes or compares it
record UnsignedMail(byte[] octets) implements RenderedMessage {

    /** What it consists of, and how long it is. */
    enum Scenario {
        /** Words with one blank between them, which is canonical as it lies. */
        KB_10(10_000) {
            @Override
            String line(Random random) {
                return words(random, " ");
            }
        },
        /** The same, longer. */
        MB_1(1_000_000) {
            @Override
            String line(Random random) {
                return words(random, " ");
            }
        },
        /** Full lines without any blank, like an attachment. */
        BASE64_MB_1(1_000_000) {
            @Override
            String line(Random random) {
                byte[] octets = new byte[57];
                random.nextBytes(octets);
                return Base64.getEncoder().encodeToString(octets);
            }
        },
        /** Words with two blanks between them, of which one has to go at every word. */
        DOUBLE_BLANKS_MB_1(1_000_000) {
            @Override
            String line(Random random) {
                return words(random, "  ");
            }
        };

        private final int octets;

        Scenario(int octets) {
            this.octets = octets;
        }

        abstract String line(Random random);

        private static String words(Random random, String blank) {
            StringBuilder line = new StringBuilder(80);
            while (line.length() < 65) {
                int letters = 1 + random.nextInt(10);
                for (int i = 0; i < letters; i++) {
                    line.append((char) ('a' + random.nextInt(26)));
                }
                line.append(blank);
            }
            return line.append("end.").toString();
        }
    }

    static UnsignedMail of(Scenario scenario) {
        StringBuilder text = new StringBuilder(scenario.octets + 1_000)
                .append("From: \"Acme\" <news@acme.example>\r\nTo: <grace@example.net>\r\n")
                .append("Subject: Your October statement\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n")
                .append("Message-ID: <1.2.3@acme.example>\r\nMIME-Version: 1.0\r\n")
                .append("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n");
        Random random = new Random(6376);
        while (text.length() < scenario.octets) {
            text.append(scenario.line(random)).append("\r\n");
        }
        return new UnsignedMail(text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The body as relaxed canonicalisation leaves it. */
    byte[] canonicalBody() {
        String text = new String(octets, StandardCharsets.US_ASCII);
        String body = text.substring(text.indexOf("\r\n\r\n") + 4);
        return body.replace("  ", " ").getBytes(StandardCharsets.US_ASCII);
    }

    /** The mail with these octets in front of it. */
    byte[] below(byte[] fields) {
        byte[] both = new byte[fields.length + octets.length];
        System.arraycopy(fields, 0, both, 0, fields.length);
        System.arraycopy(octets, 0, both, fields.length, octets.length);
        return both;
    }

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
        return new UnsignedMail(below(fields));
    }
}
