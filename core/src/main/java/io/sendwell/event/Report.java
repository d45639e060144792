package io.sendwell.event;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.Optional;

/**
 * What a reporter said of an event, whatever its kind. All of it comes from outside.
 *
 * @param at when it happened, by the reporter's clock
 * @param source who reported it, such as {@code mailjet} or {@code smtp}
 * @param messageId our id of the message, as it came back; empty when it did not
 * @param recipient whom it is about; empty when it was left out, as feedback reports do, or is no address
 * @param providerId the reporter's own id of the copy; empty when there is none
 * @param account whose message it is, as it came back
 * @param campaign under which name it is grouped, as it came back
 * @param about the application's reference, as it came back
 * @param raw the report itself, as it was read; at most {@value #MOST_RAW} characters of it
 */
public record Report(
        Instant at,
        String source,
        Optional<String> messageId,
        Optional<EmailAddress> recipient,
        String providerId,
        Optional<AccountId> account,
        Optional<CampaignName> campaign,
        Optional<String> about,
        String raw) {

    /** How much of a report is kept. */
    public static final int MOST_RAW = 16_384;

    public Report {
        raw = cut(raw);
    }

    /** A report of which only this much is known. */
    public static Report of(Instant at, String source, String raw) {
        return new Report(
                at,
                source,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                raw);
    }

    /** The same with our id of the message. */
    public Report messageId(String id) {
        return new Report(at, source, Optional.of(id), recipient, providerId, account, campaign, about, raw);
    }

    /** The same with whom it is about. */
    public Report recipient(EmailAddress address) {
        return new Report(at, source, messageId, Optional.of(address), providerId, account, campaign, about, raw);
    }

    /** The same with the reporter's own id of the copy. */
    public Report providerId(String id) {
        return new Report(at, source, messageId, recipient, id, account, campaign, about, raw);
    }

    /** The same with whose message it is. */
    public Report account(AccountId id) {
        return new Report(at, source, messageId, recipient, providerId, Optional.of(id), campaign, about, raw);
    }

    /** The same with the name under which it is grouped. */
    public Report campaign(CampaignName name) {
        return new Report(at, source, messageId, recipient, providerId, account, Optional.of(name), about, raw);
    }

    /** The same with the application's reference. */
    public Report about(String reference) {
        return new Report(at, source, messageId, recipient, providerId, account, campaign, Optional.of(reference), raw);
    }

    private static String cut(String text) {
        if (text.length() <= MOST_RAW) {
            return text;
        }
        boolean tearsAPair = Character.isHighSurrogate(text.charAt(MOST_RAW - 1));
        return text.substring(0, tearsAPair ? MOST_RAW - 1 : MOST_RAW);
    }
}
