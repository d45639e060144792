package io.sendwell.campaign;

import io.sendwell.message.CampaignName;
import io.sendwell.policy.SendingPolicy;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The names under which messages are grouped when nobody gave one. */
public final class CampaignNames {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy MM", Locale.ROOT);
    private static final int MAX_LENGTH = 255;

    private CampaignNames() {}

    /**
     * The campaign of individual mail: one for each calendar month, such as {@code Emails 2015 03}.
     *
     * @param planned when it is to leave, in the account's time zone
     */
    public static CampaignName ofIndividualMail(ZonedDateTime planned) {
        return CampaignName.of("Emails " + MONTH.format(planned));
    }

    /**
     * The campaign of a broadcast: the date and the subject, such as {@code 2015-02-18 My newsletter}.
     *
     * @param planned when it is to leave, in the account's time zone
     * @param subject the subject as the author wrote it, fields and all; cut when the name would get too long
     * @param policy says how the date is written
     */
    public static CampaignName ofBroadcast(ZonedDateTime planned, String subject, SendingPolicy policy) {
        String name = (policy.campaignDate().format(planned) + " " + subject).strip();
        int end = Math.min(name.length(), MAX_LENGTH);
        boolean tearsAPair = end < name.length() && Character.isHighSurrogate(name.charAt(end - 1));
        return CampaignName.of(name.substring(0, tearsAPair ? end - 1 : end).strip());
    }
}
