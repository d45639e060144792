package io.sendwell;

import io.sendwell.message.Mail;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * A digest of what somebody asked to be scheduled: the mail or template as it was composed, its values and attachments,
 * and who asked. Not the start, so that a request that was refused for its time is gone on with at another one; and not
 * the audience, which is read only once.
 */
final class RequestHash {

    private RequestHash() {}

    /**
     * The digest, in 64 hexadecimal digits.
     *
     * @param digests of the mail's attachments
     * @throws IllegalArgumentException when the mail cannot be stored
     */
    static String of(String user, Mail mail, List<String> digests) {
        MessageDigest digest = ContentHash.sha256();
        try (DigestOutputStream octets = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            FrozenOutput out = new FrozenOutput(octets);
            out.text(user);
            FrozenMail.write(out, mail);
            if (mail.unsubscribe().isPresent()) {
                FrozenMail.writeUnsubscribe(out, mail.unsubscribe());
            }
            out.optional(mail.mergeData(), values -> FrozenValues.write(out, values));
            out.each(digests, out::text);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to nowhere failed.", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
