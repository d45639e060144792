package io.sendwell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.message.CampaignName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventKeyTest {

    private static final String GRACE = "grace@example.net";

    @Test
    void what_the_reporter_says_otherwise_the_second_time_is_no_other_event() {
        Report report = Reported.REPORT;
        EventKey first = clicked(report);

        assertThat(List.of(
                        clicked(report.providerId("another id")),
                        clicked(Report.of(Reported.AT, "mailjet", "{\"retry\": 2}")),
                        clicked(report.messageId("m1")),
                        clicked(report.recipient(EmailAddress.parse(GRACE))),
                        clicked(report.account(AccountId.of("acme"))),
                        clicked(report.campaign(CampaignName.of("Spring"))),
                        clicked(report.about("person/7")),
                        EventKey.of(
                                new DeliveryEvent.Clicked(report, "https://acme.example/", Reported.PROGRAM),
                                "m1",
                                GRACE)))
                .containsOnly(first);
    }

    @Test
    void another_row_or_text_of_a_bounce_is_no_other_event() {
        assertThat(hardBounced("B10", "550 5.1.1", "no such user")).isEqualTo(hardBounced("B9", "550 5.1.1", "gone"));
    }

    @Test
    void source_time_message_recipient_kind_link_code_and_name_each_tell_events_apart() {
        Report report = Reported.REPORT;
        List<EventKey> keys = Stream.concat(
                        Reported.everyKind().stream().map(event -> EventKey.of(event, "m1", GRACE)),
                        Stream.of(
                                EventKey.of(Reported.delivered(), "m2", GRACE),
                                EventKey.of(Reported.delivered(), "m1", "alan@example.net"),
                                EventKey.of(
                                        new DeliveryEvent.Delivered(Report.of(Reported.AT, "smtp", "{}"), "250 OK"),
                                        "m1",
                                        GRACE),
                                EventKey.of(Reported.deliveredAt(Reported.AT.plusMillis(1)), "m1", GRACE),
                                clicked(report),
                                EventKey.of(Reported.clicked("https://acme.example/?", Reported.PERSON), "m1", GRACE),
                                hardBounced("B9", "550 5.1.10", "User unknown"),
                                EventKey.of(Reported.other("sorted"), "m1", GRACE)))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void the_reporters_id_tells_copies_apart_only_where_ours_is_missing() {
        Report one = Reported.REPORT.providerId("p1");
        Report other = Reported.REPORT.providerId("p2");

        assertThat(delivered(one, "")).isNotEqualTo(delivered(other, ""));
        assertThat(delivered(one, "m1")).isEqualTo(delivered(other, "m1"));
    }

    @Test
    void parts_that_read_the_same_when_put_together_do_not_collide() {
        assertThat(EventKey.of(Reported.delivered(), "m", "1grace@example.net"))
                .isNotEqualTo(EventKey.of(Reported.delivered(), "m1", GRACE));
        assertThat(EventKey.of(Reported.delivered(), "m1:1", "x"))
                .isNotEqualTo(EventKey.of(Reported.delivered(), "m1", "1:x"));
    }

    @Test
    void two_clicks_on_one_link_at_one_time_are_one_event() {
        assertThat(clicked(Reported.REPORT)).isEqualTo(clicked(Reported.REPORT));
    }

    @Test
    void a_key_is_64_hexadecimal_digits() {
        String digits = "0123456789abcdef".repeat(4);

        assertThat(new EventKey(digits)).hasToString(digits);
        for (String wrong : List.of("", digits.substring(1), digits + "0", "g" + digits.substring(1))) {
            assertThatThrownBy(() -> new EventKey(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("64 hexadecimal digits");
        }
    }

    @Test
    void keys_have_an_order() {
        EventKey less = new EventKey("0".repeat(64));
        EventKey greater = new EventKey("0".repeat(63) + "1");

        assertThat(less).isLessThan(greater);
    }

    private static EventKey clicked(Report report) {
        return EventKey.of(new DeliveryEvent.Clicked(report, "https://acme.example/", Reported.PERSON), "m1", GRACE);
    }

    private static EventKey delivered(Report report, String messageId) {
        return EventKey.of(new DeliveryEvent.Delivered(report, ""), messageId, GRACE);
    }

    private static EventKey hardBounced(String row, String code, String text) {
        Bounce bounce = new Bounce(BounceKind.HARD, row, code, text);
        return EventKey.of(new DeliveryEvent.HardBounced(Reported.REPORT, bounce), "m1", GRACE);
    }
}
