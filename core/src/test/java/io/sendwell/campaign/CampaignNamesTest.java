package io.sendwell.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.policy.SendingPolicy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class CampaignNamesTest {

    private static final ZonedDateTime NEW_YEAR_IN_COPENHAGEN =
            Instant.parse("2014-12-31T23:30:00Z").atZone(ZoneId.of("Europe/Copenhagen"));

    @Test
    void individual_mail_is_grouped_by_the_month_of_the_accounts_time_zone() {
        assertThat(CampaignNames.ofIndividualMail(NEW_YEAR_IN_COPENHAGEN)).hasToString("Emails 2015 01");
    }

    @Test
    void a_broadcast_is_named_by_date_and_subject() {
        assertThat(CampaignNames.ofBroadcast(NEW_YEAR_IN_COPENHAGEN, "My newsletter", SendingPolicy.defaults()))
                .hasToString("2015-01-01 My newsletter");
    }

    @Test
    void the_date_is_written_as_the_policy_says() {
        SendingPolicy policy =
                SendingPolicy.defaults().with(p -> p.campaignDate(DateTimeFormatter.ofPattern("dd-MM-yyyy")));
        assertThat(CampaignNames.ofBroadcast(NEW_YEAR_IN_COPENHAGEN, "My newsletter", policy))
                .hasToString("01-01-2015 My newsletter");
    }

    @Test
    void a_long_subject_is_cut_between_characters() {
        String name = CampaignNames.ofBroadcast(NEW_YEAR_IN_COPENHAGEN, "😀".repeat(200), SendingPolicy.defaults())
                .value();
        assertThat(name.length()).isLessThanOrEqualTo(255);
        assertThat(Character.isHighSurrogate(name.charAt(name.length() - 1))).isFalse();
    }
}
