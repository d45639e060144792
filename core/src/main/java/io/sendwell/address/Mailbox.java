package io.sendwell.address;

import java.util.Objects;

/**
 * A mailbox (RFC 5322 section 3.4): an email address with an optional display name.
 *
 * <p>A record of what has been checked: the display name is one line in NFC, at most {@value #MAX_DISPLAY_NAME} UTF-16 units, and
 * shows its letters in the order in which they stand. It is kept decoded; writing it as quoted-string or encoded-words is the
 * renderer's task. May be shared between threads.
 *
 * @param displayName empty when there is none
 */
public record Mailbox(String displayName, EmailAddress address) {
    /**
     * Our own bound, there is none in RFC 5322: no mail program shows more of a name, and 256 UTF-16 units are at most 1,400
     * octets of encoded-words, so that a hundred recipients stay far below Gmail's 500 KB of header.
     */
    public static final int MAX_DISPLAY_NAME = 256;

    /**
     * @throws IllegalArgumentException when the display name is too long; holds a control, a line break, a direction control,
     *     an invisible character, or a joiner between letters that need none; or holds {@code =?}, which begins an
     *     encoded-word (RFC 2047) and would be shown as something else than was checked
     */
    public Mailbox {
        displayName = DisplayName.checked(displayName);
        Objects.requireNonNull(address, "address");
    }

    /** A mailbox without display name. */
    public static Mailbox of(EmailAddress address) {
        return new Mailbox("", address);
    }

    /**
     * A mailbox without display name.
     *
     * @throws IllegalArgumentException as {@link EmailAddress#parse(String)}
     */
    public static Mailbox of(String address) {
        return of(EmailAddress.parse(address));
    }

    /**
     * A mailbox from its two parts.
     *
     * @throws IllegalArgumentException as {@link EmailAddress#parse(String)}, and when the display name is not fit to be shown
     */
    public static Mailbox of(String displayName, String address) {
        return new Mailbox(displayName, EmailAddress.parse(address));
    }

    /**
     * Reads exactly one mailbox as people write it: {@code grace@example.org}, {@code Grace Hopper <grace@example.org>} or
     * {@code "Hopper, Grace" <grace@example.org>}.
     *
     * <p>Comments, groups, routes and encoded-words are refused. Dots and letters of any script need no quotes.
     *
     * @throws IllegalArgumentException when {@code text} is something else than one mailbox
     */
    public static Mailbox parse(String text) {
        return new MailboxParser(text).parse();
    }

    /** Whether there is a display name. */
    public boolean hasDisplayName() {
        return !displayName.isEmpty();
    }

    /** The mailbox as people write it, domain in A-labels; {@link #parse} reads it back. Not encoded for a header. */
    @Override
    public String toString() {
        return hasDisplayName() ? DisplayName.quotedIfNeeded(displayName) + " <" + address + ">" : address.toString();
    }
}
