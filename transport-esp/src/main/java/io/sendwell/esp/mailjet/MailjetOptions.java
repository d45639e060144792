package io.sendwell.esp.mailjet;

import io.sendwell.message.MailBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What only Mailjet can be told about one mail, with checked names and values.
 *
 * <pre>{@code
 * MailBuilder mail = Mail.compose()...;
 * MailjetOptions.none().trackClicks(MailjetTracking.DISABLED).urlTags("utm_source=crm").applyTo(mail);
 * }</pre>
 *
 * <p>The same can be said in strings, {@code providerOption("mailjet", "TrackClicks", "disabled")}; whatever is not
 * among the names here, or has a value that Mailjet would not take, keeps the mail from leaving. Immutable.
 */
public final class MailjetOptions {

    /** The provider's name in {@link MailBuilder#providerOption}. */
    public static final String PROVIDER = "mailjet";

    /** Whether opens are counted: {@code account_default}, {@code disabled} or {@code enabled}. */
    public static final String TRACK_OPENS = "TrackOpens";

    /** Whether clicks are counted: {@code account_default}, {@code disabled} or {@code enabled}. */
    public static final String TRACK_CLICKS = "TrackClicks";

    /** The percent-encoded query part that is appended to every link, at most 256 characters. */
    public static final String URL_TAGS = "URLTags";

    /** The queue: 0 to 3, see {@link MailjetPriority}. */
    public static final String PRIORITY = "Priority";

    /** Whether a second mail of the campaign to the same address is held back: {@code true} or {@code false}. */
    public static final String DEDUPLICATE_CAMPAIGN = "DeduplicateCampaign";

    /** The category for Mailjet's monitoring, which exists for the API key already. */
    public static final String MONITORING_CATEGORY = "MonitoringCategory";

    private static final MailjetOptions NONE = new MailjetOptions(Map.of());

    private final Map<String, String> values;

    private MailjetOptions(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** No options: everything as the API key's settings say. */
    public static MailjetOptions none() {
        return NONE;
    }

    /** What a mail carries for Mailjet, valid or not. */
    static MailjetOptions carriedBy(Map<String, String> providerOptions) {
        return providerOptions.isEmpty() ? NONE : new MailjetOptions(providerOptions);
    }

    /** Whether opens are counted; Mailjet looks at it only when there is an HTML part. */
    public MailjetOptions trackOpens(MailjetTracking tracking) {
        return with(TRACK_OPENS, tracking.wireName());
    }

    /** Whether clicks are counted; Mailjet looks at it only when there is an HTML part. */
    public MailjetOptions trackClicks(MailjetTracking tracking) {
        return with(TRACK_CLICKS, tracking.wireName());
    }

    /**
     * Appends this to every link.
     *
     * @param query percent-encoded, such as {@code utm_source=crm&utm_medium=email}; 1 to 256 characters
     * @throws IllegalArgumentException when it is empty or longer
     */
    public MailjetOptions urlTags(String query) {
        if (query.isEmpty() || query.length() > MailjetLimits.URL_TAGS) {
            throw new IllegalArgumentException("URL tags have 1 to " + MailjetLimits.URL_TAGS
                    + " characters (Mailjet's mj-0006); these have " + query.length() + ".");
        }
        return with(URL_TAGS, query);
    }

    /** Chooses the queue. */
    public MailjetOptions priority(MailjetPriority priority) {
        return with(PRIORITY, Integer.toString(priority.wireNumber()));
    }

    /**
     * Holds back a second mail to an address that got one of this campaign already: it ends as an event {@code blocked},
     * {@code duplicate in campaign}. Accounts that share an API key share its campaigns too.
     */
    public MailjetOptions deduplicateCampaign() {
        return with(DEDUPLICATE_CAMPAIGN, "true");
    }

    /** Counts the mail under this monitoring category, which exists for the API key already. */
    public MailjetOptions monitoringCategory(String category) {
        return with(MONITORING_CATEGORY, category);
    }

    /** Adds these options to a mail, and replaces those of the same name. */
    public MailBuilder applyTo(MailBuilder mail) {
        values.forEach((name, value) -> mail.providerOption(PROVIDER, name, value));
        return mail;
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private MailjetOptions with(String name, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new MailjetOptions(more);
    }

    /** The options by name. */
    @Override
    public String toString() {
        return "MailjetOptions" + new TreeMap<>(values);
    }
}
