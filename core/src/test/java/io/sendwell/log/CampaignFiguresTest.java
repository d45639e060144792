package io.sendwell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CampaignFiguresTest {

    private static final Instant AT = Reported.AT;

    @Test
    void the_first_subject_is_that_of_the_event_that_happened_first_in_whatever_order_they_come() {
        List<CampaignFigures> events = List.of(
                begun(AT, "The second"),
                begun(AT.minusMillis(1), "The first"),
                begun(AT.plusSeconds(9), "The last"),
                begun(AT.minusMillis(1), "The first, and greater"),
                begun(AT.minusSeconds(60), ""));

        assertThat(Orders.of(events).stream().map(CampaignFiguresTest::sum).collect(Collectors.toSet()))
                .containsExactly(begun(AT.minusMillis(1), "The first"));
    }

    @Test
    void without_any_subject_the_time_is_that_of_the_first_event() {
        List<CampaignFigures> events =
                List.of(begun(AT, ""), begun(AT.minusSeconds(1), ""), begun(AT.plusSeconds(1), ""));

        assertThat(Orders.of(events).stream().map(CampaignFiguresTest::sum).collect(Collectors.toSet()))
                .containsExactly(begun(AT.minusSeconds(1), ""));
    }

    @Test
    void totals_are_added_and_what_was_put_aside_stays_so() {
        Totals one = Totals.of(RecipientStatus.nothing().after(Reported.delivered()));
        CampaignFigures aside = new CampaignFigures(CampaignName.of("Spring"), "Spring is here", AT, one, true);
        CampaignFigures more = CampaignFigures.begunBy(Reported.logged(Reported.delivered(), "Later"), one);

        for (CampaignFigures both : List.of(aside.plus(more), more.plus(aside))) {
            assertThat(both.totals().delivered()).isEqualTo(2);
            assertThat(both.archived()).isTrue();
        }
    }

    @Test
    void figures_of_two_campaigns_are_not_added() {
        CampaignFigures autumn = new CampaignFigures(CampaignName.of("Autumn"), "", AT, Totals.none(), false);

        assertThatThrownBy(() -> begun(AT, "").plus(autumn))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"Spring\" and \"Autumn\"");
    }

    @Test
    void a_campaign_is_searched_by_a_part_of_its_first_subject_in_any_case() {
        CampaignFigures campaign = begun(AT, "Your ÅRSRAPPORT is here");

        for (String part : Set.of("", "årsrapport", "YOUR", "is here")) {
            assertThat(CampaignQuery.latest(1).subject(part).matches(campaign))
                    .as(part)
                    .isTrue();
        }
        for (String part : Set.of("rapport%", "Your_", "here ")) {
            assertThat(CampaignQuery.latest(1).subject(part).matches(campaign))
                    .as(part)
                    .isFalse();
        }
    }

    @Test
    void a_query_without_a_page_is_refused() {
        assertThatThrownBy(() -> CampaignQuery.latest(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CampaignQuery.latest(1).from(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static CampaignFigures begun(Instant at, String subject) {
        return CampaignFigures.begunBy(Reported.logged(Reported.deliveredAt(at), subject), Totals.none());
    }

    private static CampaignFigures sum(List<CampaignFigures> events) {
        return events.stream().reduce(CampaignFigures::plus).orElseThrow();
    }
}
