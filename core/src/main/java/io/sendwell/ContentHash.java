package io.sendwell;

import io.sendwell.address.Mailbox;
import io.sendwell.message.Mail;
import io.sendwell.outbox.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * A digest of what one person's mail says and to whom: made when a sending is created, made again when the mail leaves,
 * and compared. Half of a SHA-256, since it guards against change and not against people, and is stored a million times.
 */
final class ContentHash {

    private static final int OCTETS = 16;

    private ContentHash() {}

    /** The digest of a merged mail: recipients, reference, subject, parts and link to unsubscribe. */
    static Octets of(Mail mail) {
        MessageDigest digest = sha256();
        for (List<Mailbox> field : List.of(mail.to(), mail.cc(), mail.bcc())) {
            add(digest, Integer.toString(field.size()));
            field.forEach(mailbox -> add(digest, mailbox.toString()));
        }
        add(digest, mail.about().orElse(""));
        add(digest, mail.subject());
        add(digest, mail.text().map("1"::concat).orElse("0"));
        add(digest, mail.html().map("1"::concat).orElse("0"));
        mail.unsubscribe()
                .ifPresent(link -> add(digest, link.headerFields().get(0).body()));
        return Octets.of(Arrays.copyOf(digest.digest(), OCTETS));
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    // The length stands first, so that no text can take over the beginning of the next.
    private static void add(MessageDigest digest, String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, octets.length));
        digest.update(octets);
    }
}
