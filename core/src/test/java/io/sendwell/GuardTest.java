package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.RuleTexts;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.GuardStore;
import io.sendwell.guard.GuardStoreException;
import io.sendwell.guard.InMemoryGuardStore;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventRetention;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import io.sendwell.policy.GuardLimits;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.route.RoutePlan;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held, by which figures, and how it goes on. */
class GuardTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final CampaignName SPRING = CampaignName.of("Spring");
    private static final CampaignName AUTUMN = CampaignName.of("Autumn");
    private static final Duration A_LOOK = Duration.ofSeconds(10);
    private static final EventRetention FIGURES = new EventRetention(Set.of(), 1);

    private final PostOffice post = new PostOffice();
    private final InMemoryEventLog eventLog = new InMemoryEventLog();
    private final InMemoryGuardStore store = new InMemoryGuardStore();
    private final List<String> told = new ArrayList<>();
    private final Sendwell sendwell = node(Office.policy());
    private final SendingAccount account = sendwell.account("one");
    private int messages;

    private Sendwell node(SendingPolicy policy) {
        return node(policy, store);
    }

    private Sendwell node(SendingPolicy policy, GuardStore kept) {
        return post.builder()
                .eventLog(eventLog)
                .guardStore(kept)
                .policy(policy)
                .guardListener((scope, decision) ->
                        told.add(decision.getClass().getSimpleName().toUpperCase(Locale.ROOT) + " " + scope))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "HARD_BOUNCES, 200, 3, free",
        "HARD_BOUNCES, 200, 4, warned",
        "HARD_BOUNCES, 199, 4, free",
        "HARD_BOUNCES, 200, 9, warned",
        "HARD_BOUNCES, 200, 10, held",
        "HARD_BOUNCES, 1000, 49, warned",
        "HARD_BOUNCES, 1000, 50, held",
        "HARD_BOUNCES, 80, 19, free",
        "HARD_BOUNCES, 80, 20, held",
        "COMPLAINTS, 1000, 0, free",
        "COMPLAINTS, 1000, 1, warned",
        "COMPLAINTS, 999, 2, free",
        "COMPLAINTS, 1000, 2, warned",
        "COMPLAINTS, 1000, 3, held",
        "COMPLAINTS, 3, 1, free",
        "COMPLAINTS, 300, 9, free",
        "COMPLAINTS, 300, 10, held"
    })
    void a_campaign_is_warned_and_held_by_its_rate(GuardRate rate, int mails, int reports, String expected) {
        look(account, SPRING);
        report(ONE, SPRING, rate, mails, reports);

        assertThat(stops(account, SPRING)).hasSize(expected.equals("held") ? 1 : 0);
        assertThat(standing(GuardScope.of(ONE, SPRING))).isEqualTo(expected);
        assertThat(account.guard(AUTUMN).isHeld()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "HARD_BOUNCES, 1000, 49, free",
        "HARD_BOUNCES, 1000, 50, warned",
        "HARD_BOUNCES, 1000, 99, warned",
        "HARD_BOUNCES, 1000, 100, held",
        "HARD_BOUNCES, 999, 99, free",
        "HARD_BOUNCES, 999, 100, held",
        "COMPLAINTS, 1000, 1, warned",
        "COMPLAINTS, 1000, 2, warned",
        "COMPLAINTS, 1000, 3, held",
        "COMPLAINTS, 999, 9, free",
        "COMPLAINTS, 999, 10, held"
    })
    void an_account_is_warned_and_held_by_what_its_campaigns_come_to(
            GuardRate rate, int mails, int reports, String expected) {
        look(account, AUTUMN);
        for (int part = 0; part < 10; part++) {
            report(ONE, CampaignName.of("Part " + part), rate, share(mails, 10, part), share(reports, 10, part));
        }

        assertThat(stops(account, AUTUMN)).hasSize(expected.equals("held") ? 1 : 0);
        assertThat(standing(GuardScope.of(ONE))).isEqualTo(expected);
        assertThat(stops(sendwell.account("two"), AUTUMN))
                .as("of somebody else")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "HARD_BOUNCES, 10000, 499, free",
        "HARD_BOUNCES, 10000, 500, warned",
        "HARD_BOUNCES, 10000, 999, warned",
        "HARD_BOUNCES, 10000, 1000, held",
        "HARD_BOUNCES, 9000, 1000, held",
        "COMPLAINTS, 10000, 19, free",
        "COMPLAINTS, 10000, 20, warned",
        "COMPLAINTS, 10000, 49, warned",
        "COMPLAINTS, 10000, 50, held",
        "COMPLAINTS, 9000, 49, free"
    })
    void all_accounts_are_held_by_what_many_small_ones_come_to(
            GuardRate rate, int mails, int reports, String expected) {
        look(account, AUTUMN);
        for (int part = 0; part < 20; part++) {
            report(AccountId.of("small" + part), SPRING, rate, share(mails, 20, part), share(reports, 20, part));
        }

        for (String anybody : List.of("one", "two")) {
            assertThat(stops(sendwell.account(anybody), AUTUMN)).hasSize(expected.equals("held") ? 1 : 0);
        }
        assertThat(standing(GuardScope.operator())).isEqualTo(expected);
        assertThat(standing(GuardScope.of(ONE))).isEqualTo("free");
    }

    @Test
    void limits_that_nothing_reaches_hold_nothing() {
        SendingAccount unguarded = node(Office.policy()
                        .with(policy -> policy.campaignLimits(GuardLimits.never())
                                .accountLimits(GuardLimits.never())
                                .operatorLimits(GuardLimits.never())))
                .account("one");
        look(unguarded, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 20_000, 20_000);

        assertThat(stops(unguarded, SPRING)).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void what_is_held_is_mass_mail_by_whichever_way_it_is_to_leave_and_no_other() {
        SendingId scheduled = post.scheduled(newsletter(SPRING));
        SendingId invoice = post.scheduled(invoice());
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 1_000, 100);

        assertThat(codes(account.send(newsletter(SPRING)).plan())).containsExactly("BOUNCES_TOO_MANY");
        assertThat(account.send(broadcast()).report().stops())
                .extracting(Finding::code)
                .containsExactly("BOUNCES_TOO_MANY");
        assertThat(account.check(broadcast()).findings())
                .extracting(aggregate -> aggregate.finding().code())
                .contains("BOUNCES_TOO_MANY");
        assertThat(account.schedule(newsletter(SPRING))
                        .asSoonAsPossible()
                        .report()
                        .stops())
                .extracting(Finding::code)
                .containsExactly("BOUNCES_TOO_MANY");
        assertThat(account.schedule(broadcast()).asSoonAsPossible().report().stops())
                .extracting(Finding::code)
                .containsExactly("BOUNCES_TOO_MANY");
        assertThatThrownBy(() -> sendwell.release().prepare(post.claim(scheduled)))
                .isInstanceOf(CampaignHeldException.class)
                .hasMessageContaining("\"Spring\", 100 came back for good");
        assertThat(account.send(invoice()).allAccepted()).isTrue();
        assertThat(sendwell.release().prepare(post.claim(invoice)).ready()).isEqualTo(1);
        assertThat(post.office.esp.submissions()).hasSize(1);
    }

    @Test
    void mass_mail_of_a_held_account_waits_in_the_outbox() {
        SendingId scheduled = post.scheduled(newsletter(AUTUMN));
        look(account, AUTUMN);
        report(ONE, SPRING, GuardRate.COMPLAINTS, 1_000, 3);

        assertThatThrownBy(() -> sendwell.release().prepare(post.claim(scheduled)))
                .isInstanceOfSatisfying(
                        AccountHeldException.class,
                        held -> assertThat(held.code()).isEqualTo("COMPLAINTS_TOO_MANY"))
                .hasMessageContaining("account one, 3 were called spam");
        assertThat(account.hold(MessageClass.MASS)).map(Finding::code).hasValue("COMPLAINTS_TOO_MANY");
        assertThat(account.hold(MessageClass.INDIVIDUAL)).isEmpty();
        assertThat(sendwell.account("two").hold(MessageClass.MASS)).isEmpty();
    }

    @Test
    void whoever_releases_says_who_and_why_and_figures_count_from_then_on() {
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.COMPLAINTS, 1_000, 3);
        assertThat(stops(account, AUTUMN)).hasSize(1);

        assertThatThrownBy(() -> sendwell.guard().release(GuardScope.of(ONE), " ", "Rosa Lind"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sendwell.guard().release(GuardScope.of(ONE), "why", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(stops(account, AUTUMN)).hasSize(1);

        GuardReport released = sendwell.guard().release(GuardScope.of(ONE), "the list was cleaned", "Rosa Lind");

        assertThat(released.isHeld()).isFalse();
        assertThat(released.counts().complaints()).isZero();
        assertThat(released.decisions())
                .last()
                .isEqualTo(new GuardDecision.Released(post.clock.instant(), "Rosa Lind", "the list was cleaned"));
        assertThat(stops(account, AUTUMN)).isEmpty();
        report(ONE, AUTUMN, GuardRate.COMPLAINTS, 999, 2);
        assertThat(stops(account, CampaignName.of("Winter"))).isEmpty();
        report(ONE, AUTUMN, GuardRate.COMPLAINTS, 1, 1);
        assertThat(stops(account, CampaignName.of("Winter"))).hasSize(1);
        assertThat(account.guard().decisions())
                .extracting(decision -> decision.getClass().getSimpleName())
                .containsExactly("Held", "Released", "Held");
    }

    @Test
    void what_one_node_decides_holds_on_the_others_and_is_told_once() {
        Sendwell other = node(Office.policy());
        look(account, SPRING);
        look(other.account("one"), SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 10);

        assertThat(stops(account, SPRING)).hasSize(1);
        assertThat(stops(other.account("one"), SPRING)).hasSize(1);
        assertThat(told).containsExactly("HELD account one, campaign \"Spring\"");
        sendwell.guard().release(GuardScope.of(ONE, SPRING), "cleaned", "Rosa");
        post.pass(A_LOOK);
        assertThat(stops(other.account("one"), SPRING)).isEmpty();
    }

    @Test
    void a_warning_is_told_once_in_a_window() {
        look(account, SPRING);
        for (int day = 0; day < 7; day++) {
            report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 4);
            stops(account, SPRING);
            post.pass(Duration.ofDays(1).minus(A_LOOK));
        }
        assertThat(told).containsExactly("WARNED account one, campaign \"Spring\"");

        post.pass(Duration.ofMinutes(2));
        stops(account, SPRING);
        assertThat(told).hasSize(2);
    }

    @Test
    void figures_count_for_a_window_at_least_and_for_two_at_the_most() {
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 10_000, 150);
        stops(account, SPRING);
        post.pass(Duration.ofDays(7));
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 10);
        assertThat(stops(account, SPRING)).as("160 of 10,200").isEmpty();

        post.pass(Duration.ofDays(7));
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 10);
        assertThat(stops(account, SPRING)).as("20 of 400").hasSize(1);
    }

    @Test
    void what_was_there_before_the_guard_is_not_held_against_an_account() {
        report(ONE, SPRING, GuardRate.COMPLAINTS, 10_000, 100);
        post.pass(Duration.ofDays(30));

        assertThat(stops(account, AUTUMN)).isEmpty();
        assertThat(stops(account, SPRING)).isEmpty();
    }

    @Test
    void an_account_whose_figures_were_erased_is_counted_anew() {
        report(ONE, SPRING, GuardRate.COMPLAINTS, 500, 2);
        look(account, AUTUMN);
        while (eventLog.forget(ONE, 1_000) > 0) {
            // In steps.
        }
        look(account, AUTUMN);
        report(ONE, SPRING, GuardRate.COMPLAINTS, 1_000, 3);

        assertThat(stops(account, AUTUMN)).hasSize(1);
    }

    @Test
    void complaints_are_a_share_of_what_did_not_come_back() {
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.COMPLAINTS, 1_000, 2);
        List<LoggedEvent> blocked = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            blocked.add(event(ONE, SPRING, "b" + i, DeliveryEvent.Blocked::new));
        }
        eventLog.append(blocked, FIGURES);
        assertThat(stops(account, AUTUMN)).isEmpty();

        report(ONE, SPRING, GuardRate.COMPLAINTS, 1, 1);
        assertThat(stops(account, AUTUMN)).as("3 of 1,001").isEmpty();
        report(ONE, SPRING, GuardRate.COMPLAINTS, 300, 1);
        assertThat(stops(account, AUTUMN))
                .as("4 of 1,301, and 1,801 were accepted")
                .hasSize(1);
    }

    @Test
    void a_report_that_comes_in_is_looked_at_before_any_mail_is_to_leave() {
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 199, 9);
        Receipt sent = account.send(newsletter(SPRING));
        assertThat(told).isEmpty();

        sendwell.events()
                .receive(List.of(new DeliveryEvent.HardBounced(
                        Report.of(post.clock.instant(), "test", "").messageId(sent.id()), gone())));

        assertThat(told).containsExactly("HELD account one, campaign \"Spring\"");
        assertThat(codes(account.send(newsletter(SPRING)).plan())).contains("BOUNCES_TOO_MANY");
    }

    @Test
    void while_its_store_is_away_reports_come_in_and_no_mass_mail_leaves() {
        GuardStore away = (GuardStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {GuardStore.class}, (proxy, method, arguments) -> {
                    throw new GuardStoreException("The store of the guard is away.", null);
                });
        SendingAccount sender = node(Office.policy(), away).account("one");
        Receipt sent = sendwell.account("one").send(newsletter(SPRING));

        node(Office.policy(), away)
                .events()
                .receive(List.of(new DeliveryEvent.HardBounced(
                        Report.of(post.clock.instant(), "test", "").messageId(sent.id()), gone())));

        assertThat(account.events().totals().hardBounced()).isEqualTo(1);
        assertThatThrownBy(() -> sender.send(newsletter(SPRING))).isInstanceOf(GuardStoreException.class);
        assertThat(codes(sender.send(invoice()).plan())).containsExactly("RECIPIENTS_BLOCKED");
    }

    @Test
    void a_listener_that_fails_changes_nothing() {
        Sendwell loud = post.builder()
                .eventLog(eventLog)
                .guardStore(store)
                .guardListener((scope, decision) -> {
                    throw new IllegalStateException("The pager is out of paper.");
                })
                .build();
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 10);

        assertThat(codes(loud.account("one").plan(newsletter(SPRING)))).containsExactly("BOUNCES_TOO_MANY");
    }

    @Test
    void between_two_looks_the_log_is_not_asked() {
        look(account, SPRING);
        account.plan(newsletter(SPRING));
        report(ONE, SPRING, GuardRate.HARD_BOUNCES, 200, 10);

        assertThat(codes(account.plan(newsletter(SPRING)))).as("at once").isEmpty();
        post.pass(A_LOOK);
        assertThat(codes(account.plan(newsletter(SPRING)))).containsExactly("BOUNCES_TOO_MANY");
    }

    @Test
    void what_is_held_is_listed_with_its_words_in_every_language() {
        look(account, SPRING);
        report(ONE, SPRING, GuardRate.COMPLAINTS, 10_000, 300);
        stops(account, SPRING);
        stops(account, AUTUMN);

        assertThat(sendwell.guard().held(10))
                .extracting(GuardReport::scope)
                .containsExactlyInAnyOrder(GuardScope.operator(), GuardScope.of(ONE, SPRING));
        for (Locale language : RuleTexts.languages()) {
            for (GuardReport report : sendwell.guard().held(10)) {
                assertThat(report.explain(language)).contains("300").doesNotContain("{", "null");
            }
        }
        assertThat(sendwell.guard().report(GuardScope.of(ONE, SPRING)).explain(Locale.GERMAN))
                .contains("Von 10.000 Mails der Kampagne \"Spring\"", "3 von 1.000");
    }

    private void look(SendingAccount whose, CampaignName campaign) {
        whose.plan(newsletter(campaign));
        post.pass(A_LOOK);
    }

    /** What keeps a newsletter of this campaign from leaving, when what was reported has been seen. */
    private List<String> stops(SendingAccount whose, CampaignName campaign) {
        post.pass(A_LOOK);
        return codes(whose.plan(newsletter(campaign)));
    }

    private static List<String> codes(RoutePlan plan) {
        return plan.report().stops().stream().map(Finding::code).toList();
    }

    private String standing(GuardScope scope) {
        GuardReport report = sendwell.guard().report(scope);
        if (report.isHeld()) {
            assertThat(told).contains("HELD " + scope);
            return "held";
        }
        assertThat(told.contains("WARNED " + scope))
                .isEqualTo(!report.warnings().isEmpty());
        return report.warnings().isEmpty() ? "free" : "warned";
    }

    /** As another node records it: so many mails were accepted, and of so many something was reported. */
    private void report(AccountId whose, CampaignName campaign, GuardRate rate, int mails, int reports) {
        List<LoggedEvent> events = new ArrayList<>();
        for (int i = 0; i < mails; i++) {
            String id = "m" + messages++;
            events.add(event(whose, campaign, id, (report, bounce) -> new DeliveryEvent.Accepted(report, "")));
            if (i < reports) {
                events.add(event(
                        whose,
                        campaign,
                        id,
                        rate == GuardRate.HARD_BOUNCES
                                ? DeliveryEvent.HardBounced::new
                                : (report, bounce) -> new DeliveryEvent.Complained(report, "abuse")));
            }
        }
        eventLog.append(events, FIGURES);
    }

    private LoggedEvent event(
            AccountId whose, CampaignName campaign, String id, BiFunction<Report, Bounce, DeliveryEvent> kind) {
        EmailAddress kim = EmailAddress.parse("kim@example.net");
        DeliveryEvent event = kind.apply(Report.of(post.clock.instant(), "test", ""), gone());
        return new LoggedEvent(
                EventKey.of(event, id, kim.normalForm()),
                whose,
                id,
                kim,
                campaign,
                "News",
                Optional.empty(),
                "",
                event);
    }

    private static Bounce gone() {
        return new Bounce(BounceKind.HARD, "B9", "550 5.1.1", "No such user");
    }

    private static int share(int whole, int parts, int part) {
        return whole / parts + (part < whole % parts ? 1 : 0);
    }

    private static Mail newsletter(CampaignName campaign) {
        return Office.mail()
                .messageClass(MessageClass.MASS)
                .campaign(campaign)
                .text("News. Unsubscribe: https://customer.example/bye?person=7")
                .unsubscribe(URI.create("https://customer.example/bye?person=7"))
                .build();
    }

    private static Mail invoice() {
        return Office.mail().campaign(SPRING).build();
    }

    private static Broadcast broadcast() {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .campaign(SPRING)
                        .text("News. Unsubscribe: {{unsubscribe}}"))
                .audience(List.of(Recipient.of("Kim", "kim@example.net")), person -> person)
                .build();
    }
}
