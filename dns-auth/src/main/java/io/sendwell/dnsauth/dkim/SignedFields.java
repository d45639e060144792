package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which header fields a signature covers, and what is hashed of them.
 *
 * <p>Each is named once more than it is there, so that nobody can add another one (RFC 6376 section 8.15). A field that is not
 * there is named once for the same reason, unless it is one that an honest server adds on the way.
 */
final class SignedFields {

    /**
     * What a reader sees or a program obeys. Return-Path, Received and whatever else servers write on the way are not among
     * them (RFC 6376 section 5.4.1). List-Unsubscribe-Post demands to be signed (RFC 8058 section 4), CFBL-Address too (RFC
     * 9477 section 3.1).
     */
    static final List<String> NAMES = List.of(
            "from",
            "sender",
            "reply-to",
            "subject",
            "date",
            "to",
            "cc",
            "message-id",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-id",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "feedback-id",
            "cfbl-address",
            "cfbl-feedback-id",
            "auto-submitted");

    // RFC 6409 sections 8.1 to 8.3 let the submission server add the first three, and MIME-Version comes with recoding;
    // relays add the others for their complaint loops (RFC 9477).
    private static final Set<String> ADDED_BY_RELAYS =
            Set.of("sender", "date", "message-id", "mime-version", "feedback-id", "cfbl-address", "cfbl-feedback-id");

    private final List<String> named;
    private final byte[] canonical;

    private SignedFields(List<String> named, byte[] canonical) {
        this.named = named;
        this.canonical = canonical;
    }

    /**
     * What is to be signed of this header.
     *
     * @throws IllegalArgumentException when it has no From or several: such a message belongs to nobody (RFC 5322 section
     *     3.6), and must be signed by nobody (RFC 6376 section 5.4)
     */
    static SignedFields of(HeaderSection header) {
        Map<String, List<HeaderSection.Field>> byName = new HashMap<>();
        for (HeaderSection.Field field : header.fields()) {
            byName.computeIfAbsent(field.name(), name -> new ArrayList<>(1)).add(field);
        }
        int authors = byName.getOrDefault("from", List.of()).size();
        if (authors != 1) {
            throw new IllegalArgumentException(
                    "A message is signed when it has one From field (RFC 5322 section 3.6); this one has " + authors
                            + ".");
        }
        List<String> named = new ArrayList<>(2 * NAMES.size());
        ByteArrayOutputStream canonical = new ByteArrayOutputStream(1_024);
        for (String name : NAMES) {
            List<HeaderSection.Field> fields = byName.getOrDefault(name, List.of());
            // RFC 6376 section 5.4.2: from the bottom to the top.
            for (int i = fields.size() - 1; i >= 0; i--) {
                named.add(name);
                Canonicalization.RELAXED.appendField(fields.get(i), canonical);
            }
            if (!fields.isEmpty() || !ADDED_BY_RELAYS.contains(name)) {
                named.add(name);
            }
        }
        return new SignedFields(named, canonical.toByteArray());
    }

    /** The names in {@code h=}, in their order. */
    List<String> named() {
        return named;
    }

    /** The fields in canonical form, in the order of their names: what every signature of the message hashes first. */
    byte[] canonical() {
        return canonical;
    }
}
