package io.sendwell.scheduling;

import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the worker knows of an entry's earlier attempts. It stands in the entry's memo, as a line before what the release has to
 * remember of the recipients.
 *
 * @param attempt how many times the entry was claimed, this time included
 * @param answered how many of them had come to an answer at the last completion
 * @param free how many of them did not count, because the route was at fault
 * @param first when the first one that counted was, by the store's clock
 * @param inner the release's own memo
 */
record EntryHistory(int attempt, int answered, int free, Optional<Instant> first, Octets inner) {

    private static final Pattern LINE = Pattern.compile("W1 (\\d{1,9}) (\\d{1,9}) (-?\\d{1,18}|-)");
    private static final int LONGEST_LINE = 64;

    /** The history of a claimed entry. Once a person put it back its attempts begin anew. */
    static EntryHistory of(OutboxEntry entry) {
        byte[] memo = entry.memo().toArray();
        int end = indexOfLineEnd(memo);
        Matcher line = LINE.matcher(new String(memo, 0, Math.max(end, 0), StandardCharsets.US_ASCII));
        if (!line.matches()) {
            return new EntryHistory(entry.attempt(), 0, 0, Optional.empty(), entry.memo());
        }
        Octets inner = Octets.of(Arrays.copyOfRange(memo, end + 1, memo.length));
        int answered = Integer.parseInt(line.group(1));
        if (answered >= entry.attempt()) {
            return new EntryHistory(entry.attempt(), 0, 0, Optional.empty(), inner);
        }
        Optional<Instant> first = line.group(3).equals("-")
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Long.parseLong(line.group(3))));
        return new EntryHistory(entry.attempt(), answered, Integer.parseInt(line.group(2)), first, inner);
    }

    private static int indexOfLineEnd(byte[] memo) {
        for (int i = 0; i < Math.min(memo.length, LONGEST_LINE); i++) {
            if (memo[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** How many claims before this one ended without an answer, one after the other: their worker died, or lost them. */
    int unanswered() {
        return attempt - 1 - answered;
    }

    /** How many attempts count, this one included. */
    int counted() {
        return attempt - free;
    }

    /** How long ago the first attempt that counted was. */
    Duration age(Instant now) {
        return first.map(then -> Duration.between(then, now)).orElse(Duration.ZERO);
    }

    /** The memo after this attempt came to an answer. */
    Octets answeredAt(Instant now, Octets nextInner) {
        return memo(attempt, free, first.orElse(now).toEpochMilli() + "", nextInner);
    }

    /** The memo after this attempt came to an answer that says nothing about the mail. */
    Octets notCounted(Octets nextInner) {
        return memo(
                attempt, free + 1, first.map(then -> then.toEpochMilli() + "").orElse("-"), nextInner);
    }

    /** The memo after this attempt ended without an answer, though nobody died. */
    Octets stillUnanswered() {
        return memo(answered, free, first.map(then -> then.toEpochMilli() + "").orElse("-"), inner);
    }

    /** The memo after this attempt ended without an answer, because its worker died or lost it. */
    Octets lostAt(Instant now, Octets nextInner) {
        return memo(answered, free, first.orElse(now).toEpochMilli() + "", nextInner);
    }

    private static Octets memo(int answered, int free, String first, Octets inner) {
        byte[] line = ("W1 " + answered + " " + free + " " + first + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] tail = inner.toArray();
        byte[] whole = Arrays.copyOf(line, line.length + tail.length);
        System.arraycopy(tail, 0, whole, line.length, tail.length);
        return Octets.of(whole);
    }
}
