package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.Octets;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an entry remembers between its attempts: the Date that it left with, and the recipients who are settled, with what the next
 * hop said of them.
 *
 * <p>Those it took stay settled for ever, so that nothing that is sent again doubles them. Those it refused for good stay so
 * for the attempts that follow by themselves; when the entry has ended they are forgotten, since a person who puts it back
 * into the outbox wants it tried again.
 *
 * @param date the Date field of the first attempt that may have left, which every later one has too; empty before
 * @param settled the recipients who are settled
 */
record EntryMemo(Optional<Instant> date, Map<EmailAddress, RecipientOutcome> settled) {

    private static final Logger log = LoggerFactory.getLogger(EntryMemo.class);

    private static final int VERSION = 2;
    private static final int ACCEPTED = 'A';
    private static final int REJECTED = 'R';
    // A hop's own words; the log has them in full.
    private static final int MAX_TEXT = 200;

    EntryMemo {
        settled = Collections.unmodifiableMap(new LinkedHashMap<>(settled));
    }

    /** That of an entry that never left. */
    static EntryMemo none() {
        return new EntryMemo(Optional.empty(), Map.of());
    }

    /**
     * The memo of an entry with these outcomes.
     *
     * @param date the Date field that it may have left with
     */
    static EntryMemo of(Map<EmailAddress, RecipientOutcome> outcomes, Optional<Instant> date) {
        boolean goesOn = outcomes.values().stream().anyMatch(EntryMemo::isOpen);
        Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>();
        outcomes.forEach((address, outcome) -> {
            if (outcome.isAccepted() || (goesOn && isRejected(outcome))) {
                settled.put(address, outcome);
            }
        });
        return new EntryMemo(date, settled);
    }

    /** The same memo with the date of an attempt that may have left, unless it has one; what cannot be read stays as it is. */
    static Octets dated(Octets memo, Optional<Instant> date) {
        try {
            EntryMemo earlier = read(memo);
            return new EntryMemo(earlier.date.or(() -> date), earlier.settled).encoded();
        } catch (IllegalArgumentException e) {
            log.warn("The memo of an entry cannot be read, and is kept as it is: {}", e.getMessage());
            return memo;
        }
    }

    /**
     * The memo in these octets.
     *
     * @throws IllegalArgumentException when it is no memo of this version: whether somebody has the mail is not known then
     */
    static EntryMemo read(Octets memo) {
        if (memo.size() == 0) {
            return none();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(memo.toArray()))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "The memo of an entry has version " + version + "; expected " + VERSION + ".");
            }
            Optional<Instant> date =
                    in.readBoolean() ? Optional.of(ReleaseDate.ofEpochSecond(in.readLong())) : Optional.empty();
            Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                settled.put(EmailAddress.parse(in.readUTF()), new RecipientOutcome.Submitted(result(in)));
            }
            return new EntryMemo(date, settled);
        } catch (IOException e) {
            throw new IllegalArgumentException("The memo of an entry ends too early, after " + memo + ".", e);
        }
    }

    private static boolean isOpen(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Pending
                || (outcome instanceof RecipientOutcome.Submitted submitted
                        && (submitted.result() instanceof SubmissionResult.Deferred
                                || submitted.result() instanceof SubmissionResult.Uncertain));
    }

    private static boolean isRejected(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                && submitted.result() instanceof SubmissionResult.Rejected;
    }

    /** The memo as octets; none when there is nothing to remember. */
    Octets encoded() {
        if (date.isEmpty() && settled.isEmpty()) {
            return Octets.none();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
            out.writeBoolean(date.isPresent());
            if (date.isPresent()) {
                out.writeLong(date.get().getEpochSecond());
            }
            out.writeInt(settled.size());
            for (Map.Entry<EmailAddress, RecipientOutcome> entry : settled.entrySet()) {
                out.writeUTF(entry.getKey().toString());
                write(((RecipientOutcome.Submitted) entry.getValue()).result(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory cannot be written", e);
        }
        return Octets.of(octets.toByteArray());
    }

    private static void write(SubmissionResult result, DataOutputStream out) throws IOException {
        if (result instanceof SubmissionResult.Accepted accepted) {
            out.writeByte(ACCEPTED);
            out.writeUTF(cut(accepted.providerId()));
            out.writeUTF(cut(accepted.reply()));
        } else {
            Refusal refusal = ((SubmissionResult.Rejected) result).refusal();
            out.writeByte(REJECTED);
            out.writeUTF(refusal.scope().name());
            out.writeUTF(cut(refusal.code()));
            out.writeUTF(cut(refusal.enhancedCode()));
            out.writeUTF(cut(refusal.text()));
        }
    }

    private static SubmissionResult result(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case ACCEPTED -> new SubmissionResult.Accepted(in.readUTF(), in.readUTF());
            case REJECTED ->
                new SubmissionResult.Rejected(new Refusal(
                        RefusalScope.valueOf(in.readUTF()),
                        in.readUTF(),
                        in.readUTF(),
                        in.readUTF(),
                        Optional.empty()));
            default -> throw new IllegalArgumentException("The memo of an entry has an outcome of kind " + kind + ".");
        };
    }

    private static String cut(String text) {
        if (text.length() <= MAX_TEXT) {
            return text;
        }
        boolean tearsAPair = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1));
        return text.substring(0, tearsAPair ? MAX_TEXT - 1 : MAX_TEXT);
    }
}
