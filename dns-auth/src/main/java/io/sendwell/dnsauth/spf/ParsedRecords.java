package io.sendwell.dnsauth.spf;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Records that were read lately, by their text. Bounded; threads share it. */
final class ParsedRecords {

    /** Some hundred senders and their includes; about 2 MB when all are long. */
    private static final int MOST = 1_000;

    /** A longer record is legal, rare, and suspect; it is read each time. */
    private static final int LONGEST = 2_000;

    private final ConcurrentMap<String, SpfRecord> records = new ConcurrentHashMap<>();

    SpfRecord parsed(String text) {
        SpfRecord known = records.get(text);
        if (known != null) {
            return known;
        }
        SpfRecord read = SpfRecord.parse(text);
        if (text.length() <= LONGEST) {
            // Starting afresh now and then costs less than keeping count of who was used when.
            if (records.size() >= MOST) {
                records.clear();
            }
            records.put(text, read);
        }
        return read;
    }
}
