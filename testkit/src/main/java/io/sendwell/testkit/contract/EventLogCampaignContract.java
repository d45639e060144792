package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.event.EventType;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.CampaignQuery.Archived;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.fixtures.Accounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The list of campaigns, and their figures. */
public interface EventLogCampaignContract extends EventLogUnderTest {

    @Test
    default void a_campaign_is_known_from_its_first_event_on() {
        EventLog log = newEventLog();
        append(
                log,
                ReportedStatement.of("m1")
                        .campaign("Spring")
                        .subject("Spring is here")
                        .delivered());
        append(log, ReportedStatement.of("m2").campaign("Noise").subject("").other("parsed"));

        assertEquals(
                Set.of(
                        new CampaignFigures(
                                CampaignName.of("Spring"),
                                "Spring is here",
                                ReportedStatement.AT,
                                new Totals(1, 1, 0, 0, 0, 0, 0, 0, 0, 0),
                                false),
                        new CampaignFigures(CampaignName.of("Noise"), "", ReportedStatement.AT, Totals.none(), false)),
                Set.copyOf(log.campaigns(Accounts.ACME, CampaignQuery.latest(10))));
    }

    @Test
    default void a_campaign_is_listed_by_the_subject_that_came_first_in_whatever_order_events_come() {
        for (long seed = 1; seed <= 6; seed++) {
            EventLog log = newEventLog();
            List<LoggedEvent> events = new ArrayList<>(List.of(
                    ReportedStatement.of("m1").later(5).subject("The first").delivered(),
                    ReportedStatement.of("m2")
                            .later(5)
                            .subject("The first, and greater")
                            .delivered(),
                    ReportedStatement.of("m3").later(6).subject("The second").clicked(),
                    ReportedStatement.of("m4").later(9).subject("The last").opened(),
                    ReportedStatement.of("m5").later(1).subject("").delivered()));
            Collections.shuffle(events, new Random(seed));
            events.forEach(event -> append(log, event));

            CampaignFigures campaign = only(log);
            assertEquals("The first", campaign.firstSubject(), () -> "after " + events);
            assertEquals(ReportedStatement.AT.plusMillis(5), campaign.firstAt());
        }
    }

    @Test
    default void an_event_that_is_not_kept_names_the_campaign_all_the_same_and_once() {
        EventLog log = newEventLog();
        EventRetention clicks = new EventRetention(EnumSet.of(EventType.CLICKED), 10);
        LoggedEvent later =
                ReportedStatement.of("m1").later(5).subject("The second").opened();
        LoggedEvent earlier = ReportedStatement.of("m1").subject("The first").opened();
        log.append(List.of(later), clicks);

        assertEquals(Set.of(earlier.key()), log.append(List.of(earlier), clicks));
        assertEquals("The first", only(log).firstSubject());
        assertEquals(List.of(), log.unknown(List.of(earlier, later), clicks));
    }

    @Test
    default void the_subject_stays_when_its_event_is_forgotten() {
        EventLog log = newEventLog();
        EventRetention one = new EventRetention(EnumSet.allOf(EventType.class), 1);
        log.append(List.of(ReportedStatement.of("m1").subject("The first").delivered()), one);
        log.append(
                List.of(ReportedStatement.of("m2")
                        .later(1)
                        .subject("The second")
                        .delivered()),
                one);

        assertEquals("The first", only(log).firstSubject());
        assertEquals(2, only(log).totals().delivered());
    }

    @Test
    default void the_campaign_that_began_last_comes_first_and_of_one_time_the_greater_name() {
        EventLog log = newEventLog();
        for (String name : List.of("B", "a", "b", "-", "Å")) {
            append(log, ReportedStatement.of("m " + name).campaign(name).delivered());
        }
        append(log, ReportedStatement.of("late").later(1).campaign("A").delivered());
        append(log, ReportedStatement.of("old").later(-1).campaign("z").delivered());
        append(log, ReportedStatement.of("busy").later(100).campaign("z").delivered());

        assertEquals(List.of("A", "Å", "b", "a", "B", "-", "z"), names(log, CampaignQuery.latest(10)));
        assertEquals(List.of("A", "Å"), names(log, CampaignQuery.latest(2)));
        assertEquals(List.of("b", "a"), names(log, CampaignQuery.latest(2).from(2)));
        assertEquals(List.of("z"), names(log, CampaignQuery.latest(2).from(6)));
        assertEquals(List.of(), names(log, CampaignQuery.latest(2).from(7)));
    }

    @Test
    default void campaigns_are_searched_by_a_part_of_the_first_subject_in_any_case() {
        EventLog log = newEventLog();
        List<String> subjects = List.of("100% ÅRSRAPPORT", "100 years", "a_b", "acb", "İstanbul");
        for (String subject : subjects) {
            append(
                    log,
                    ReportedStatement.of(subject)
                            .campaign("About " + subject)
                            .subject(subject)
                            .delivered());
        }

        CampaignQuery query = CampaignQuery.latest(10);
        assertEquals(List.of("About 100% ÅRSRAPPORT"), names(log, query.subject("årsrapport")));
        assertEquals(List.of("About 100% ÅRSRAPPORT"), names(log, query.subject("0% Å")));
        assertEquals(List.of("About a_b"), names(log, query.subject("A_B")));
        assertEquals(List.of("About İstanbul"), names(log, query.subject("İSTANBUL")));
        assertEquals(List.of(), names(log, query.subject("about")));
        assertEquals(subjects.size(), names(log, query.subject("")).size());
    }

    @Test
    default void a_campaign_is_put_aside_and_back() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").campaign("Spring").delivered());
        append(log, ReportedStatement.of("m2").campaign("Autumn").later(1).delivered());

        assertTrue(log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.YES));
        assertTrue(log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.YES), "a second time");
        assertEquals(List.of("Autumn"), names(log, CampaignQuery.latest(10)));
        assertEquals(List.of("Spring"), names(log, CampaignQuery.latest(10).archived(Archived.YES)));
        assertEquals(
                List.of("Autumn", "Spring"), names(log, CampaignQuery.latest(10).archived(Archived.EITHER)));

        assertTrue(log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.NO));
        assertEquals(List.of("Autumn", "Spring"), names(log, CampaignQuery.latest(10)));
    }

    @Test
    default void a_campaign_that_was_put_aside_stays_so_when_more_is_reported_of_it() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").campaign("Spring").delivered());
        log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.YES);
        append(log, ReportedStatement.of("m2").campaign("Spring").later(1).delivered());

        List<CampaignFigures> aside =
                log.campaigns(Accounts.ACME, CampaignQuery.latest(10).archived(Archived.YES));
        assertEquals(1, aside.size());
        assertTrue(aside.get(0).archived());
        assertEquals(2, aside.get(0).totals().delivered());
    }

    @Test
    default void a_campaign_that_is_not_known_is_not_put_aside() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").campaign("Spring").delivered());

        assertFalse(log.archive(Accounts.ACME, CampaignName.of("spring"), Archived.YES));
        assertFalse(log.archive(Accounts.GLOBEX, CampaignName.of("Spring"), Archived.YES));
        assertThrows(
                IllegalArgumentException.class,
                () -> log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.EITHER));
        assertEquals(List.of("Spring"), names(log, CampaignQuery.latest(10)));
        append(log, ReportedStatement.of("m2").campaign("spring").delivered());
        assertEquals(2, names(log, CampaignQuery.latest(10)).size(), "what comes later is not put aside");
    }

    @Test
    default void each_campaign_has_its_own_figures() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").campaign("Spring").clicked());
        append(log, ReportedStatement.of("m2").campaign("Spring").hardBounced());
        append(log, ReportedStatement.of("m3").campaign("Autumn").later(1).opened());

        List<Totals> totals = log.campaigns(Accounts.ACME, CampaignQuery.latest(10)).stream()
                .map(CampaignFigures::totals)
                .toList();
        assertEquals(
                List.of(new Totals(1, 1, 1, 0, 0, 0, 0, 0, 0, 0), new Totals(2, 1, 1, 1, 1, 1, 0, 0, 0, 0)), totals);
        assertEquals(totals.get(0).plus(totals.get(1)), log.totals(Accounts.ACME));
    }

    @Test
    default void a_campaign_is_found_by_its_name_put_aside_or_not() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").campaign("Spring").hardBounced());
        append(log, ReportedStatement.of("m2").campaign("Autumn").later(1).opened());
        log.archive(Accounts.ACME, CampaignName.of("Spring"), Archived.YES);

        CampaignFigures spring =
                log.campaign(Accounts.ACME, CampaignName.of("Spring")).orElseThrow();
        assertEquals(log.campaigns(Accounts.ACME, CampaignQuery.latest(10).archived(Archived.YES)), List.of(spring));
        assertEquals(Optional.empty(), log.campaign(Accounts.ACME, CampaignName.of("spring")), "in another case");
        assertEquals(Optional.empty(), log.campaign(Accounts.GLOBEX, CampaignName.of("Spring")), "of somebody else");
    }

    private static void append(EventLog log, LoggedEvent event) {
        log.append(List.of(event), ReportedStatement.EVERYTHING);
    }

    private static CampaignFigures only(EventLog log) {
        List<CampaignFigures> campaigns = log.campaigns(Accounts.ACME, CampaignQuery.latest(10));
        assertEquals(1, campaigns.size(), "campaigns");
        return campaigns.get(0);
    }

    private static List<String> names(EventLog log, CampaignQuery query) {
        return log.campaigns(Accounts.ACME, query).stream()
                .map(campaign -> campaign.name().value())
                .toList();
    }
}
