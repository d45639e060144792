package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.address.DomainName;
import io.sendwell.message.Mail;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Messages;
import io.sendwell.testkit.fixtures.Submissions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MessageSigner} keeps: the form of what it makes, not whether a signature is right. Keys and
 * signatures are proven by vectors of the standard.
 */
public interface MessageSignerContract {

    /**
     * Makes a signer that has a key for {@code acme.example} of {@link Accounts#ACME} and none for {@code
     * unsigned.example}, and whose clock, if it has one, stands still.
     */
    MessageSigner newMessageSigner();

    @Test
    default void a_message_is_signed_by_whole_header_fields_in_folded_ascii() throws IOException {
        byte[] fields = sign(newMessageSigner(), message("m1", "Your balance is 12.50 euros."));

        String text = new String(fields, StandardCharsets.ISO_8859_1);
        assertFalse(text.isEmpty(), "a signature");
        assertTrue(text.endsWith("\r\n"), "the last field is ended by CRLF");
        assertFalse(text.replace("\r\n", "").matches("(?s).*[\r\n].*"), "a CR or LF alone");
        assertTrue(text.replace("\r\n", "").matches("[\t\\x20-\\x7E]*"), "characters other than printable ASCII");
        for (String line : text.lines().toList()) {
            assertTrue(line.length() <= 78, () -> "folded to 78 characters (RFC 5322 section 2.1.1): " + line);
            assertTrue(
                    line.matches("[!-9;-~]+[ \t]*:.*") || line.matches("[ \t]+[!-~].*"),
                    () -> "a field or the continuation of one (RFC 5322 section 2.2): " + line);
        }
        assertFalse(text.startsWith(" ") || text.startsWith("\t"), "a continuation without a field before it");
    }

    @Test
    default void signing_again_gives_the_same_fields() throws IOException {
        MessageSigner signer = newMessageSigner();
        RenderedMessage message = message("m1", "Your balance is 12.50 euros.");

        assertArrayEquals(sign(signer, message), sign(signer, message));
    }

    @Test
    default void another_text_gives_another_signature() throws IOException {
        MessageSigner signer = newMessageSigner();

        assertFalse(
                Arrays.equals(
                        sign(signer, message("m1", "Your balance is 12.50 euros.")),
                        sign(signer, message("m1", "Your balance is 99.50 euros."))),
                "two texts under one signature");
    }

    @Test
    default void signing_leaves_the_message_as_it_was() throws IOException {
        RenderedMessage message = message("m1", "Your balance is 12.50 euros.");
        byte[] before = octets(message);
        byte[] fields = sign(newMessageSigner(), message);

        assertArrayEquals(before, octets(message));
        assertEquals(before.length + (long) fields.length, message.under(fields).size());
    }

    @Test
    default void without_a_key_nothing_is_signed() throws IOException {
        MessageSigner signer = newMessageSigner();
        DomainName domain = DomainName.parse("unsigned.example");

        assertEquals(Optional.empty(), signer.signingDomain(Accounts.ACME, domain));
        assertArrayEquals(new byte[0], signer.sign(Accounts.ACME, domain, message("m1", "Hello")));
    }

    @Test
    default void the_signing_domain_is_known_without_a_message() {
        MessageSigner signer = newMessageSigner();
        Optional<DomainName> signingDomain = signer.signingDomain(Accounts.ACME, DomainName.parse("acme.example"));

        assertTrue(signingDomain.isPresent(), "a signing domain");
        assertEquals(signingDomain, signer.signingDomain(Accounts.ACME, DomainName.parse("ACME.example")));
    }

    @Test
    default void a_file_that_cannot_be_read_is_said_as_it_is() {
        MessageSigner signer = newMessageSigner();

        IOException thrown = assertThrows(IOException.class, () -> sign(signer, new UnreadableMessage()));

        assertTrue(String.valueOf(thrown.getMessage()).contains("figures.csv"), thrown::toString);
    }

    @Test
    default void threads_that_sign_at_the_same_time_get_each_their_own_signature() throws IOException {
        MessageSigner signer = newMessageSigner();
        List<RenderedMessage> messages =
                List.of(message("m1", "One"), message("m2", "Two"), message("m3", "Three"), message("m4", "Four"));
        List<String> alone =
                messages.stream().map(message -> signed(signer, message)).toList();

        List<List<String>> together = Together.run(messages.stream()
                .map(message -> (Callable<List<String>>) () -> {
                    List<String> signatures = new ArrayList<>();
                    for (int round = 0; round < 20; round++) {
                        signatures.add(signed(signer, message));
                    }
                    return signatures;
                })
                .toList());

        assertEquals(alone.stream().map(one -> Collections.nCopies(20, one)).toList(), together);
    }

    private static RenderedMessage message(String id, String text) {
        Mail mail = Messages.statement().toBuilder().text(text).build();
        return MimeRenderer.create().render(Submissions.of(id, mail).outgoing(), MimeOptions.sevenBit());
    }

    private static byte[] sign(MessageSigner signer, RenderedMessage message) throws IOException {
        return signer.sign(Accounts.ACME, DomainName.parse("acme.example"), message);
    }

    private static String signed(MessageSigner signer, RenderedMessage message) {
        try {
            return new String(sign(signer, message), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] octets(RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}
