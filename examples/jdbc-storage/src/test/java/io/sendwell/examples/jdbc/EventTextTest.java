package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.EventKey;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventTextTest {

    private static final Instant AT = Instant.parse("2026-11-21T09:15:30.125Z");

    private static final String LINK = "https://acme.example/";

    // As it stands in databases. If this has to change, the number of the form has to change too.
    private static final String FORM_1 = """
            1
            m1
            =person/7
            mailjet
            =m1
            =grace@example.net
            p1
            =acme
            =Spring
            =
            {"event":\\
             "click"}
            192.0.2.7
            DE
            Firefox
            =TOO_SOON
            """;

    @Test
    void the_first_form_is_read_as_it_was_written() {
        Report report = Report.of(AT, "mailjet", "{\"event\":\n \"click\"}")
                .messageId("m1")
                .recipient(EmailAddress.parse("grace@example.net"))
                .providerId("p1")
                .account(AccountId.of("acme"))
                .campaign(CampaignName.of("Spring"))
                .about("");
        Visit visit = Visit.of("192.0.2.7", "DE", "Firefox").by(AutomationRule.TOO_SOON);
        DeliveryEvent event = new DeliveryEvent.Clicked(report, LINK, visit);

        assertThat(EventText.of(logged(event))).isEqualTo(FORM_1);
        assertThat(EventText.parts(FORM_1, EventType.CLICKED, AT, LINK))
                .isEqualTo(new EventText.Parts("m1", Optional.of("person/7"), event));
    }

    @Test
    void a_form_of_a_later_version_is_refused() {
        assertThatThrownBy(() -> EventText.parts("2\n" + FORM_1.substring(2), EventType.CLICKED, AT, LINK))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("form 2");
    }

    private static LoggedEvent logged(DeliveryEvent event) {
        EmailAddress grace = EmailAddress.parse("grace@example.net");
        return new LoggedEvent(
                EventKey.of(event, "m1", grace.normalForm()),
                AccountId.of("acme"),
                "m1",
                grace,
                CampaignName.of("Spring"),
                "Spring is here",
                Optional.of("person/7"),
                LINK,
                event);
    }
}
