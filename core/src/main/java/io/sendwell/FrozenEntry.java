package io.sendwell;

import io.sendwell.address.Mailbox;
import io.sendwell.message.MergeData;
import io.sendwell.message.UnsubscribeLink;
import io.sendwell.outbox.Octets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What the outbox holds of one person: the data of an entry.
 *
 * @param recipient whom the mail is for; empty for the one mail of a sending, which names its recipients itself
 * @param about the application's reference of the person
 * @param unsubscribe how the person leaves the list; empty when the sending's own mail says it
 * @param body what makes the person's mail out of the sending's
 * @param hash the {@link ContentHash} of that mail
 */
record FrozenEntry(
        Optional<Mailbox> recipient,
        Optional<String> about,
        Optional<UnsubscribeLink> unsubscribe,
        Body body,
        Octets hash) {

    private static final int VERSION = 2;
    private static final int WITHOUT_LINK = 1;
    private static final int AS_IT_IS = 0;
    private static final int VALUES = 1;
    private static final int TEXTS = 2;
    private static final int STOPPED = 3;

    // Unpacked. Texts of a page or two are some 10 kB; without a bound, 64 KiB could unpack to as much as 64 MiB.
    private static final int MAX_TEXTS = 8 * 1024 * 1024;

    /** What makes one person's mail. */
    sealed interface Body {
        /** The sending's mail is merged already. */
        record AsItIs() implements Body {}

        /** The values for the sending's template. */
        record Values(MergeData values) implements Body {}

        /** The merged texts themselves: whether a foreign template engine would write them again, nobody knows. */
        record Texts(String subject, Optional<String> text, Optional<String> html) implements Body {}

        /** The person must not get a mail; that was found when the sending was made. */
        record Stopped(String code, String text) implements Body {}
    }

    /** What the outbox holds of a person who leaves no list. */
    FrozenEntry(Optional<Mailbox> recipient, Optional<String> about, Body body, Octets hash) {
        this(recipient, about, Optional.empty(), body, hash);
    }

    /** The one mail of a sending. */
    static FrozenEntry ofWholeMail(Octets hash) {
        return new FrozenEntry(Optional.empty(), Optional.empty(), new Body.AsItIs(), hash);
    }

    /** Somebody who must not get a mail. */
    static FrozenEntry stopped(Mailbox recipient, String code, String text) {
        return new FrozenEntry(Optional.of(recipient), Optional.empty(), new Body.Stopped(code, text), Octets.none());
    }

    /**
     * The entry as octets.
     *
     * @throws IllegalArgumentException when the merge values cannot be stored
     */
    Octets encoded() {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try {
            FrozenOutput out = new FrozenOutput(octets);
            out.octet(VERSION);
            out.optional(recipient, out::mailbox);
            out.optional(about, out::text);
            FrozenMail.writeUnsubscribe(out, unsubscribe);
            out.octets(hash.toArray());
            write(out, octets);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed.", e);
        }
        return Octets.of(octets.toByteArray());
    }

    private void write(FrozenOutput out, ByteArrayOutputStream octets) throws IOException {
        if (body instanceof Body.Values merged) {
            out.octet(VALUES);
            FrozenValues.write(out, merged.values());
        } else if (body instanceof Body.Texts texts) {
            out.octet(TEXTS);
            // Whole texts are ten times as long as values, and an entry has room for 64 KiB.
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(octets)) {
                FrozenOutput packed = new FrozenOutput(deflated);
                packed.text(texts.subject());
                packed.optional(texts.text(), packed::text);
                packed.optional(texts.html(), packed::text);
                packed.requireAtMost(MAX_TEXTS, "One person's mail");
            }
        } else if (body instanceof Body.Stopped stopped) {
            out.octet(STOPPED);
            out.text(stopped.code());
            out.text(stopped.text());
        } else {
            out.octet(AS_IT_IS);
        }
    }

    /**
     * The entry of these octets.
     *
     * @throws IOException when they are none
     */
    static FrozenEntry decoded(Octets data) throws IOException {
        ByteArrayInputStream octets = new ByteArrayInputStream(data.toArray());
        FrozenInput in = new FrozenInput(octets, data.size());
        int version = in.octet();
        if (version != VERSION && version != WITHOUT_LINK) {
            throw new IOException("The entry is written in version " + version + "; this one reads " + WITHOUT_LINK
                    + " and " + VERSION + ".");
        }
        try {
            Optional<Mailbox> recipient = in.optional(in::mailbox);
            Optional<String> about = in.optional(in::text);
            Optional<UnsubscribeLink> unsubscribe =
                    version == WITHOUT_LINK ? Optional.empty() : FrozenMail.readUnsubscribe(in);
            Octets hash = Octets.of(in.octets());
            FrozenEntry entry = new FrozenEntry(recipient, about, unsubscribe, body(in, octets), hash);
            if (!in.isAtEnd()) {
                throw new IOException("The entry goes on after its end.");
            }
            return entry;
        } catch (IllegalArgumentException e) {
            throw new IOException("The entry holds a value that cannot be: " + e.getMessage(), e);
        }
    }

    private static Body body(FrozenInput in, ByteArrayInputStream octets) throws IOException {
        int kind = in.octet();
        return switch (kind) {
            case AS_IT_IS -> new Body.AsItIs();
            case VALUES -> new Body.Values(FrozenValues.read(in));
            case STOPPED -> new Body.Stopped(in.text(), in.text());
            case TEXTS -> texts(octets);
            default -> throw new IOException("The entry is of the unknown kind " + kind + ".");
        };
    }

    private static Body texts(ByteArrayInputStream octets) throws IOException {
        try (InflaterInputStream inflated = new InflaterInputStream(octets)) {
            FrozenInput in = new FrozenInput(inflated, MAX_TEXTS);
            Body texts = new Body.Texts(in.text(), in.optional(in::text), in.optional(in::text));
            if (!in.isAtEnd()) {
                throw new IOException("The texts of the entry go on after their end.");
            }
            return texts;
        }
    }
}
