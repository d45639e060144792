package io.sendwell.log;

import java.util.Locale;
import java.util.Set;

/**
 * Which campaigns to list.
 *
 * @param subjectPart only those whose first subject contains this, whatever the case by {@link Locale#ROOT}; empty for all
 * @param archived whether to list what is current, what was put aside, or both
 * @param offset how many to pass over
 * @param limit how many at the most; 1 or more
 */
public record CampaignQuery(String subjectPart, Archived archived, int offset, int limit) {

    /** What was put aside and what was not. */
    public enum Archived {
        /** Only what was not put aside. */
        NO,
        /** Only what was put aside. */
        YES,
        /** Both. */
        EITHER
    }

    public CampaignQuery {
        if (limit < 1 || offset < 0) {
            throw new IllegalArgumentException("A query lists 1 campaign or more, after passing over 0 or more; found "
                    + limit + " after " + offset + ".");
        }
    }

    /** The latest campaigns that were not put aside. */
    public static CampaignQuery latest(int limit) {
        return new CampaignQuery("", Archived.NO, 0, limit);
    }

    /** The same, narrowed to first subjects that contain this. */
    public CampaignQuery subject(String part) {
        return new CampaignQuery(part, archived, offset, limit);
    }

    /** The same, of what was put aside or not. */
    public CampaignQuery archived(Archived which) {
        return new CampaignQuery(subjectPart, which, offset, limit);
    }

    /** The same, after passing over so many. */
    public CampaignQuery from(int passedOver) {
        return new CampaignQuery(subjectPart, archived, passedOver, limit);
    }

    /** Whether a campaign is among those that are asked for. */
    public boolean matches(CampaignFigures campaign) {
        boolean kept = Set.of(Archived.EITHER, campaign.archived() ? Archived.YES : Archived.NO)
                .contains(archived);
        return kept && campaign.firstSubject().toLowerCase(Locale.ROOT).contains(subjectPart.toLowerCase(Locale.ROOT));
    }
}
