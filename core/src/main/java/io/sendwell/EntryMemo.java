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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an entry remembers between its attempts: the recipients who are settled, with what the next hop said of them.
 *
 * <p>Those it took stay settled for ever, so that nothing that is sent again doubles them. Those it refused for good stay so
 * for the attempts that follow by themselves; when the entry has ended they are forgotten, since a person who puts it back
 * into the outbox wants it tried again.
 */
final class EntryMemo {

    private static final int VERSION = 1;
    private static final int ACCEPTED = 'A';
    private static final int REJECTED = 'R';
    // A hop's own words; the log has them in full.
    private static final int MAX_TEXT = 200;

    private EntryMemo() {}

    /** The memo of an entry with these outcomes. */
    static Octets of(Map<EmailAddress, RecipientOutcome> outcomes) {
        boolean goesOn = outcomes.values().stream().anyMatch(EntryMemo::isOpen);
        Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>();
        outcomes.forEach((address, outcome) -> {
            if (outcome.isAccepted() || (goesOn && isRejected(outcome))) {
                settled.put(address, outcome);
            }
        });
        return settled.isEmpty() ? Octets.none() : write(settled);
    }

    /**
     * The recipients who are settled.
     *
     * @throws IllegalArgumentException when it is no memo of this version: whether somebody has the mail is not known then
     */
    static Map<EmailAddress, RecipientOutcome> read(Octets memo) {
        Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>();
        if (memo.size() == 0) {
            return settled;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(memo.toArray()))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        "The memo of an entry has version " + version + "; expected " + VERSION + ".");
            }
            for (int left = in.readInt(); left > 0; left--) {
                settled.put(EmailAddress.parse(in.readUTF()), new RecipientOutcome.Submitted(result(in)));
            }
            return settled;
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

    private static Octets write(Map<EmailAddress, RecipientOutcome> settled) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            out.writeByte(VERSION);
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
