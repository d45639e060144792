package io.sendwell.dnsauth.dkim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much of a message's header a signature covers. Field names are in lower case.
 *
 * @param unsigned fields that a reader or a mail program acts on, present and not signed at all
 * @param addable fields of that kind that could be put on top of the message without breaking the signature
 * @param added fields that are signed, and stand there more often than the signature covers; the upper ones are not the
 *     signer's
 */
public record HeaderCoverage(List<String> unsigned, List<String> addable, List<String> added) {

    /** Fields that change what a person sees or whom the answer reaches, even when the signer's message had none. */
    private static final Set<String> SHOWN =
            Set.of("from", "reply-to", "subject", "date", "to", "cc", "content-type", "content-transfer-encoding");

    /** Fields of which a message has one at most (RFC 5322 section 3.6, RFC 2045, RFC 8058, RFC 2919). */
    private static final Set<String> AT_MOST_ONCE = Set.of(
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
            "list-unsubscribe-post");

    static final HeaderCoverage NONE = new HeaderCoverage(List.of(), List.of(), List.of());

    public HeaderCoverage {
        unsigned = List.copyOf(unsigned);
        addable = List.copyOf(addable);
        added = List.copyOf(added);
    }

    /** @param counts how often each field stands in the message */
    static HeaderCoverage of(List<String> signedFields, Map<String, Integer> counts) {
        Map<String, Integer> covered = new HashMap<>();
        signedFields.forEach(name -> covered.merge(name, 1, Integer::sum));
        List<String> unsigned = new ArrayList<>();
        List<String> addable = new ArrayList<>();
        for (String name : SignedFields.NAMES) {
            int present = counts.getOrDefault(name, 0);
            int signed = covered.getOrDefault(name, 0);
            if (present > 0 && signed == 0) {
                unsigned.add(name);
            }
            if (signed <= present && (present > 0 || SHOWN.contains(name))) {
                addable.add(name);
            }
        }
        List<String> added = new LinkedHashSet<>(signedFields)
                .stream()
                        .filter(name -> counts.getOrDefault(name, 0) > covered.getOrDefault(name, 0))
                        .toList();
        return new HeaderCoverage(unsigned, addable, added);
    }

    /** Whether a field was added of which a message has one at most. */
    boolean hasAddedSingle() {
        return added.stream().anyMatch(AT_MOST_ONCE::contains);
    }
}
