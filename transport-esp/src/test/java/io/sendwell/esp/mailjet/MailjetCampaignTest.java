package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.CampaignName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetCampaignTest {

    private static String wireName(String name) {
        return MailjetCampaign.wireName(CampaignName.of(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Emails 2026 11", "spring-2031_invitation", "a", "0"})
    void a_name_that_mailjet_takes_is_sent_as_it_is(String name) {
        assertThat(wireName(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "Größe, Gro-e-[0-9a-f]{8}",
        "Été 2026!, Ete 2026--[0-9a-f]{8}",
        "a/b, a-b-[0-9a-f]{8}",
        "日本, ---[0-9a-f]{8}",
        "😀, --[0-9a-f]{8}"
    })
    void any_other_name_is_made_readable_and_kept_apart_by_a_digest(String name, String pattern) {
        assertThat(wireName(name)).matches(pattern);
    }

    @Test
    void names_that_look_alike_afterwards_stay_two_campaigns() {
        assertThat(wireName("a/b")).isNotEqualTo(wireName("a.b")).isEqualTo(wireName("a/b"));
    }

    @Test
    void the_longest_name_still_fits() {
        assertThat(wireName("ﬃ".repeat(255)))
                .hasSizeLessThanOrEqualTo(MailjetLimits.CAMPAIGN)
                .matches("[A-Za-z0-9 _-]+");
    }
}
