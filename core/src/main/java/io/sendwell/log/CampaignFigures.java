package io.sendwell.log;

import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.Comparator;

/**
 * One campaign of an account.
 *
 * @param name its name
 * @param firstSubject the subject of its first message, under which it is listed
 * @param firstAt when the first event of that message happened
 * @param totals its figures; {@link Totals#processed()} is its number of mails
 * @param archived whether somebody put it aside
 */
public record CampaignFigures(
        CampaignName name, String firstSubject, Instant firstAt, Totals totals, boolean archived) {

    // An event whose message is not known any more names the campaign only until another does; in any order the same
    // one wins.
    private static final Comparator<CampaignFigures> FIRST_MAIL = Comparator.comparing(
                    (CampaignFigures campaign) -> campaign.firstSubject().isEmpty())
            .thenComparing(CampaignFigures::firstAt)
            .thenComparing(CampaignFigures::firstSubject);

    /** A campaign of which only this event is known. */
    public static CampaignFigures begunBy(LoggedEvent event, Totals totals) {
        return new CampaignFigures(event.campaign(), event.subject(), event.at(), totals, false);
    }

    /**
     * What is known of one campaign by both together, in whichever order.
     *
     * @throws IllegalArgumentException when they are two campaigns
     */
    public CampaignFigures plus(CampaignFigures other) {
        if (!name.equals(other.name)) {
            throw new IllegalArgumentException(
                    "Figures of one campaign are added; found \"" + name + "\" and \"" + other.name + "\".");
        }
        CampaignFigures first = FIRST_MAIL.compare(other, this) < 0 ? other : this;
        return new CampaignFigures(
                name, first.firstSubject, first.firstAt, totals.plus(other.totals), archived || other.archived);
    }
}
