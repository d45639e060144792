package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.EventQuery;
import io.sendwell.message.CampaignName;
import org.junit.jupiter.api.Test;

class EventConditionsTest {

    private static final EventQuery ALL = EventQuery.latest(10);

    @Test
    void the_order_names_the_index_of_the_narrowest_condition() {
        EventQuery person = ALL.campaign(CampaignName.of("Spring")).to(EmailAddress.parse("grace@example.net"));

        assertThat(order(person))
                .isEqualTo("event.account DESC, event.person DESC, event.happened_at DESC, event.event_key DESC");
        assertThat(order(person.message("m1"))).startsWith("event.account DESC, event.message DESC, ");
        assertThat(order(ALL.link("spring")))
                .isEqualTo("event.account DESC, event.happened_at DESC, event.event_key DESC");
    }

    private static String order(EventQuery query) {
        return EventConditions.of(AccountId.of("acme"), query).order();
    }
}
