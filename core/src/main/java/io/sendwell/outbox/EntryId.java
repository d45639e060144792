package io.sendwell.outbox;

/**
 * Names one entry: its sending, and its place in it.
 *
 * @param sending what it belongs to
 * @param ordinal its place, counted from 0
 */
public record EntryId(SendingId sending, int ordinal) {

    private static final int RADIX = 36;

    public EntryId {
        if (ordinal < 0) {
            throw new IllegalArgumentException("The place of an entry is 0 or more; found " + ordinal + ".");
        }
    }

    /**
     * The entry that has this message id; see {@link #messageId()}.
     *
     * @throws IllegalArgumentException when the text is not of that form
     */
    public static EntryId parse(String messageId) {
        int dot = messageId.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("The message id of an entry has a dot between sending and place.");
        }
        return new EntryId(
                SendingId.parse(messageId.substring(0, dot)), Integer.parseInt(messageId.substring(dot + 1), RADIX));
    }

    /**
     * Our id of the entry's message, the same on every attempt: the left part of its Message-ID, the {@code CustomID} at
     * Mailjet, the id in the message log. At most 43 characters.
     */
    public String messageId() {
        return sending + "." + Integer.toString(ordinal, RADIX);
    }

    @Override
    public String toString() {
        return messageId();
    }
}
