package io.sendwell.consent;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.Optional;

/**
 * That one person agreed to get broadcasts of an account.
 *
 * <pre>{@code
 * ConsentRecord.given(account.id(), person, now)
 *     .list("newsletter")
 *     .by("form", "https://acme.example/newsletter, 192.0.2.7")
 *     .wording("2026-10", "Yes, send me the monthly newsletter. I can sign off at any time.")
 *     .confirmed(new Confirmation(later, "link in the mail of 2026-11-21, 192.0.2.7"));
 * }</pre>
 *
 * @param account whose broadcasts
 * @param person who; compared by {@link EmailAddress#normalForm()}
 * @param list the purpose of the broadcasts; empty for all of the account
 * @param at when it was given
 * @param how in which way: {@code form}, {@code paper}, {@code spoken} or what the application calls it
 * @param source where it came from: page and IP address, the place where the paper is kept
 * @param wordingVersion names the words that were agreed to
 * @param wording these words
 * @param recordedBy who entered it: a person, or the program that took the form
 * @param confirmation that the owner of the mailbox confirmed it (double opt-in); empty when nobody did
 */
public record ConsentRecord(
        AccountId account,
        EmailAddress person,
        Optional<Purpose> list,
        Instant at,
        String how,
        String source,
        String wordingVersion,
        String wording,
        String recordedBy,
        Optional<Confirmation> confirmation) {

    /**
     * The owner of the mailbox followed the link in a mail, or answered it.
     *
     * @param at when
     * @param source by what, and from which IP address
     */
    public record Confirmation(Instant at, String source) {}

    /** A consent of which nothing is said yet but who gave it and when; it holds for all broadcasts of the account. */
    public static ConsentRecord given(AccountId account, EmailAddress person, Instant at) {
        return new ConsentRecord(account, person, Optional.empty(), at, "", "", "", "", "", Optional.empty());
    }

    /** The same for broadcasts of one purpose only. */
    public ConsentRecord list(String purpose) {
        return new ConsentRecord(
                account,
                person,
                Optional.of(Purpose.of(purpose)),
                at,
                how,
                source,
                wordingVersion,
                wording,
                recordedBy,
                confirmation);
    }

    /** The same with the way in which it was given, and where it came from. */
    public ConsentRecord by(String way, String from) {
        return new ConsentRecord(
                account, person, list, at, way, from, wordingVersion, wording, recordedBy, confirmation);
    }

    /** The same with the words that were agreed to. */
    public ConsentRecord wording(String version, String words) {
        return new ConsentRecord(account, person, list, at, how, source, version, words, recordedBy, confirmation);
    }

    /** The same with who entered it. */
    public ConsentRecord recordedBy(String who) {
        return new ConsentRecord(account, person, list, at, how, source, wordingVersion, wording, who, confirmation);
    }

    /** The same, confirmed by the owner of the mailbox. */
    public ConsentRecord confirmed(Confirmation by) {
        return new ConsentRecord(
                account, person, list, at, how, source, wordingVersion, wording, recordedBy, Optional.of(by));
    }

    /** Whether it is about mails of this list, withdrawn or not. */
    public boolean covers(Optional<Purpose> mailsOf) {
        return list.isEmpty() || list.equals(mailsOf);
    }

    /** In a sentence, without the person. */
    public String explain() {
        return "At " + at + " consent to "
                + list.map(purpose -> "broadcasts of the list " + purpose).orElse("all broadcasts")
                + labelled(", by ", how)
                + labelled(", from ", source)
                + labelled(", entered by ", recordedBy)
                + labelled(", to wording ", wordingVersion)
                + (wording.isEmpty() ? "" : ": \"" + wording + "\"")
                + confirmation
                        .map(by -> "; confirmed at " + by.at() + " by " + by.source())
                        .orElse("; not confirmed by the owner of the mailbox")
                + ".";
    }

    private static String labelled(String label, String text) {
        return text.isEmpty() ? "" : label + text;
    }
}
