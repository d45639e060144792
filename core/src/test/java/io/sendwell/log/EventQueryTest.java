package io.sendwell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.EventType;
import io.sendwell.message.CampaignName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventQueryTest {

    private static final EventQuery ALL = EventQuery.latest(10);

    private static final LoggedEvent CLICK =
            Reported.logged(Reported.clicked("https://acme.example/Spring?a=1", Reported.PERSON), "Spring is here");

    private static final LoggedEvent BOUNCE = Reported.logged(Reported.hardBounced(), "Spring is here");

    @Test
    void a_condition_admits_what_it_names() {
        for (EventQuery query : List.of(
                ALL,
                ALL.type(EventType.OPENED, EventType.CLICKED),
                ALL.to(EmailAddress.parse("gRACE@EXAMPLE.net")),
                ALL.about("person/7"),
                ALL.campaign(CampaignName.of("Spring")),
                ALL.message("m1"),
                ALL.link("Spring?"),
                ALL.link("spring page"),
                ALL.from(Reported.AT),
                ALL.before(Reported.AT.plusNanos(1)),
                ALL.ofPeople(),
                ALL.without(EventType.HARD_BOUNCED, EventType.COMPLAINED))) {
            assertThat(matches(query, CLICK)).as(query.toString()).isTrue();
        }
    }

    @Test
    void a_condition_refuses_everything_else() {
        for (EventQuery query : List.of(
                ALL.type(EventType.OPENED),
                ALL.to(EmailAddress.parse("race@example.net")),
                ALL.about("Person/7"),
                ALL.campaign(CampaignName.of("spring")),
                ALL.message("M1"),
                ALL.link("SPRING"),
                ALL.from(Reported.AT.plusNanos(1)),
                ALL.before(Reported.AT),
                ALL.without(EventType.OPENED),
                ALL.link("acme").about("person/8"))) {
            assertThat(matches(query, CLICK)).as(query.toString()).isFalse();
        }
    }

    @Test
    void only_a_click_is_found_by_its_link() {
        assertThat(matches(ALL.link(""), CLICK)).isTrue();
        assertThat(matches(ALL.link(""), BOUNCE)).isFalse();
    }

    @Test
    void what_a_program_did_is_not_of_people() {
        LoggedEvent scanned = Reported.logged(Reported.clicked("https://acme.example/", Reported.PROGRAM), "");

        assertThat(matches(ALL.ofPeople(), scanned)).isFalse();
        assertThat(matches(ALL.ofPeople(), BOUNCE)).isTrue();
    }

    @Test
    void another_event_of_the_same_message_can_rule_an_event_out() {
        RecipientStatus complainedToo =
                RecipientStatus.nothing().after(CLICK.event()).after(Reported.complained());

        assertThat(ALL.without(EventType.COMPLAINED).matches(CLICK, complainedToo, complainedToo))
                .isFalse();
    }

    @Test
    void a_query_is_narrowed_and_stays_as_it_was() {
        ALL.message("m1").link("x").after(EventPlace.of(CLICK));

        assertThat(ALL.conditions()).isEmpty();
        assertThat(ALL.after()).isEmpty();
    }

    @Test
    void a_query_for_nothing_is_refused() {
        assertThatThrownBy(() -> EventQuery.latest(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 event or more");
        assertThatThrownBy(() -> new EventRetention(Set.of(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 event or more");
    }

    @Test
    void the_latest_stands_first_and_of_one_time_the_greater_key() {
        EventKey less = new EventKey("0".repeat(64));
        EventKey greater = new EventKey("f".repeat(64));
        EventPlace latest = new EventPlace(Reported.AT.plusMillis(1), less);
        EventPlace first = new EventPlace(Reported.AT, greater);
        EventPlace second = new EventPlace(Reported.AT, less);

        assertThat(Stream.of(second, latest, first).sorted()).containsExactly(latest, first, second);
    }

    private static boolean matches(EventQuery query, LoggedEvent event) {
        RecipientStatus status = RecipientStatus.nothing().after(event.event());
        return query.matches(event, status, status);
    }
}
