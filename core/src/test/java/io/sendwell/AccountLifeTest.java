package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.AccountStore;
import io.sendwell.account.AccountStoreException;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.InMemoryAccountStore;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.ProviderAccountException;
import io.sendwell.account.ProviderAccounts;
import io.sendwell.account.ProviderStanding;
import io.sendwell.account.Rules;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.Totals;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An account from its registration to its removal, and what of its mail leaves meanwhile. */
class AccountLifeTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");

    private final PostOffice post = new PostOffice();
    private final InMemoryAccountStore store = new InMemoryAccountStore();
    private final CountingProvider provider = new CountingProvider();
    private final Sendwell sendwell =
            post.builder().accountStore(store).providerAccounts(provider).build();
    private final AccountDesk desk = sendwell.accounts();
    private final SendingAccount account = sendwell.account("one");

    @Test
    void an_account_sends_once_its_rules_were_accepted_and_it_was_enabled() {
        assertThat(codes(account.send(Office.mail().build()))).containsExactly("ACCOUNT_NOT_ENABLED");

        desk.register(ONE, "Your Company A/S");
        assertThat(code(desk.enable(ONE, "Jo", Locale.GERMANY))).isEqualTo("RULES_NOT_ACCEPTED");
        assertThat(provider.names).isEmpty();
        assertThat(codes(account.send(Office.mail().build()))).containsExactly("ACCOUNT_NOT_ENABLED");

        desk.accept(ONE, desk.rules().version(), Locale.GERMANY, "Jo Berg");
        AccountRecord enabled = desk.enable(ONE, "Jo Berg", Locale.GERMANY).account();

        assertThat(enabled.state()).isEqualTo(AccountState.ENABLED);
        assertThat(enabled.acceptances()).singleElement().satisfies(accepted -> {
            assertThat(accepted.by()).isEqualTo("Jo Berg");
            assertThat(accepted.language()).isEqualTo(Locale.GERMAN);
            assertThat(accepted.at()).isEqualTo(Office.NOW);
        });
        assertThat(store.find(ONE)).hasValue(enabled);
        assertThat(account.send(Office.mail().build()).allAccepted()).isTrue();
        assertThat(desk.status(ONE).orElseThrow().explain())
                .startsWith("one (Created 30-11-2026). OK. Processed 1, delivered 0");
    }

    @Test
    void the_refusal_names_what_has_to_be_accepted_and_an_older_version_does_not_do() {
        Sendwell earlier = post.builder()
                .accountStore(store)
                .rules(Rules.of("2026-1", Map.of(Locale.ENGLISH, "Be kind.")))
                .build();
        earlier.accounts().register(ONE, "");
        earlier.accounts().accept(ONE, "2026-1", Locale.ENGLISH, "Jo");

        assertThat(((AccountChange.Refused) desk.enable(ONE, "Jo", Locale.ENGLISH))
                        .why()
                        .explain())
                .contains("RULES_NOT_ACCEPTED", "another version", desk.rules().version());
        assertThat(code(desk.accept(ONE, "2026-1", Locale.ENGLISH, "Jo"))).isEqualTo("RULES_OUTDATED");
        assertThat(earlier.accounts().enable(ONE, "Jo", Locale.ENGLISH)).isInstanceOf(AccountChange.Done.class);
    }

    @Test
    void every_step_may_be_repeated() {
        AccountRecord enabled = enabled();

        desk.register(ONE, "Another name");
        desk.accept(ONE, desk.rules().version(), Locale.FRENCH, "Somebody else");
        desk.enable(ONE, "Somebody else", Locale.FRENCH);

        assertThat(store.find(ONE)).hasValue(enabled);
        assertThat(provider.opened).isEqualTo(1);
    }

    @Test
    void an_enabling_that_broke_off_after_the_provider_answered_takes_up_what_it_made() {
        FailingStore failing = new FailingStore(store);
        AccountDesk other = post.builder()
                .accountStore(failing)
                .providerAccounts(provider)
                .build()
                .accounts();
        other.register(ONE, "");
        other.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo");
        failing.fails = true;

        assertThatThrownBy(() -> other.enable(ONE, "Jo", Locale.ENGLISH)).isInstanceOf(AccountStoreException.class);
        assertThat(provider.names).containsOnlyKeys("one");
        assertThat(codes(account.send(Office.mail().build()))).containsExactly("ACCOUNT_NOT_ENABLED");

        assertThat(desk.enable(ONE, "Jo", Locale.ENGLISH).account().provider()).hasValue(provider.names.get("one"));
        assertThat(provider.names).hasSize(1);
    }

    @Test
    void a_provider_that_refuses_leaves_the_account_as_it_was() {
        desk.register(ONE, "");
        desk.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo");
        provider.refuses = true;

        assertThatThrownBy(() -> desk.enable(ONE, "Jo", Locale.ENGLISH)).isInstanceOf(ProviderAccountException.class);
        assertThat(desk.find(ONE).orElseThrow().state()).isEqualTo(AccountState.NOT_ENABLED);
    }

    @Test
    void the_status_says_what_the_provider_says_of_an_account_that_is_enabled() {
        enabled();
        provider.standing = new ProviderStanding.Stopped("too many complaints");
        assertThat(desk.status(ONE).orElseThrow().explain())
                .contains(". STOPPED BY THE ESP: too many complaints. Processed 0");

        provider.standing = new ProviderStanding.Unknown("no answer");
        assertThat(desk.status(ONE).orElseThrow().standing()).isEqualTo("OK here; the ESP does not say: no answer");

        desk.suspend(ONE, "complaints", "Rosa");
        assertThat(desk.status(ONE).orElseThrow().provider()).isEmpty();
        assertThat(desk.status(ONE).orElseThrow().standing()).startsWith("SUSPENDED");
    }

    @Test
    void a_change_that_another_node_makes_in_between_is_not_lost() {
        InterruptedStore interrupted = new InterruptedStore(store);
        AccountDesk other = post.builder().accountStore(interrupted).build().accounts();
        enabled();
        interrupted.before = () -> desk.suspend(ONE, "by the other node", "Rosa");

        other.suspend(ONE, "by this node", "Kim");

        assertThat(desk.find(ONE).orElseThrow().lastChange().orElseThrow().reason())
                .isEqualTo("by the other node");
    }

    @Test
    void an_account_that_is_not_enabled_can_neither_plan_send_nor_schedule() {
        Broadcast broadcast = broadcast();

        assertThat(stops(account.plan(Office.mail().build()).report().stops())).contains("ACCOUNT_NOT_ENABLED");
        assertThat(stops(account.send(broadcast).report().stops())).containsExactly("ACCOUNT_NOT_ENABLED");
        assertThat(stops(account.schedule(Office.mail().build())
                        .asSoonAsPossible()
                        .report()
                        .stops()))
                .contains("ACCOUNT_NOT_ENABLED");
        assertThat(stops(account.schedule(broadcast)
                        .requestKey("key")
                        .asSoonAsPossible()
                        .report()
                        .stops()))
                .containsExactly("ACCOUNT_NOT_ENABLED");
        assertThat(account.scheduled().page(1)).isEmpty();
        assertThat(post.office.esp.submissions()).isEmpty();
    }

    @Test
    void what_a_suspended_account_scheduled_waits_and_leaves_when_it_is_resumed() {
        enabled();
        SendingId id =
                account.schedule(Office.mail().build()).asSoonAsPossible().id();
        desk.suspend(ONE, "complaints", "Rosa Lind");

        Claim claim = post.claim(id);
        assertThatThrownBy(() -> sendwell.release().prepare(claim))
                .isInstanceOfSatisfying(
                        AccountHeldException.class,
                        held -> assertThat(held.code()).isEqualTo("ACCOUNT_SUSPENDED"))
                .hasMessageContaining("complaints");
        post.outbox.release(claim.token(), Duration.ZERO);
        assertThat(codes(account.send(Office.mail().build()))).containsExactly("ACCOUNT_SUSPENDED");
        assertThat(account.hold(MessageClass.INDIVIDUAL)).map(Finding::code).hasValue("ACCOUNT_SUSPENDED");
        assertThat(desk.status(ONE).orElseThrow().standing()).contains("SUSPENDED", "Rosa Lind: complaints");
        assertThat(code(desk.enable(ONE, "Jo", Locale.ENGLISH))).isEqualTo("ACCOUNT_SUSPENDED");

        desk.resume(ONE, "list was cleaned", "Rosa Lind");
        Departure departure = sendwell.release().prepare(post.claim(id));

        assertThat(departure.ready()).isEqualTo(1);
    }

    @Test
    void a_suspension_after_the_gates_stops_a_mail_right_before_it_is_handed_over() {
        enabled();
        SendingId id =
                account.schedule(Office.mail().build()).asSoonAsPossible().id();
        Departure departure = sendwell.release().prepare(post.claim(id));
        desk.suspend(ONE, "complaints", "Rosa Lind");

        List<EntryOutcome> outcomes = departure.submit(submissions -> true);

        assertThat(outcomes)
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.code()).isEqualTo("NOT_LEFT"));
    }

    @Test
    void a_removed_account_leaves_nothing_but_the_blocklist_and_evidence() {
        enabled();
        account.send(Office.mail().build());
        SendingId waiting = account.schedule(Office.mail().build())
                .at(post.clock.instant().plus(Duration.ofDays(1)).atZone(account.timeZone()))
                .id();
        post.office.blocklist.add(BlocklistEntry.of(KIM, BlockReason.HARD_BOUNCE, "mailjet", post.clock.instant()));
        post.office.blocklist.add(BlocklistEntry.of(KIM, BlockReason.COMPLAINT, "mailjet", post.clock.instant())
                .onlyFor(ONE));
        RemovalRequest request = desk.removal(ONE).orElseThrow();
        assertThat(request.scheduled()).isEqualTo(1);
        assertThat(request.totals().processed()).isEqualTo(1);

        AccountRemoval.Removed removed =
                (AccountRemoval.Removed) desk.disable(ONE, request.token(), "contract ended", "Rosa Lind");

        assertThat(removed.cancelled()).isEqualTo(1);
        assertThat(removed.messages()).isEqualTo(2);
        assertThat(removed.account().state()).isEqualTo(AccountState.DISABLED);
        assertThat(account.messages(MessageQuery.latest(10))).isEmpty();
        assertThat(account.events().totals()).isEqualTo(Totals.none());
        assertThat(account.events().campaigns(CampaignQuery.latest(10))).isEmpty();
        assertThat(account.scheduled().finished().page(1)).isEmpty();
        assertThat(account.scheduled().find(waiting)).isEmpty();
        assertThat(provider.names).isEmpty();
        assertThat(account.blocked(KIM)).isPresent();
        assertThat(removed.account().acceptances()).hasSize(1);
        assertThat(codes(account.send(Office.mail().build()))).contains("ACCOUNT_DISABLED");
    }

    @Test
    void a_removal_needs_the_token_of_the_account_as_it_is() {
        enabled();
        RemovalRequest request = desk.removal(ONE).orElseThrow();
        desk.suspend(ONE, "complaints", "Rosa Lind");

        assertThat(desk.disable(ONE, request.token(), "", "Rosa Lind"))
                .isInstanceOfSatisfying(
                        AccountRemoval.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("REMOVAL_NOT_CONFIRMED"));
        assertThat(desk.find(ONE).orElseThrow().state()).isEqualTo(AccountState.SUSPENDED);
    }

    @Test
    void a_removal_waits_for_mail_that_is_leaving_and_goes_on_without_a_second_token() {
        enabled();
        SendingId id =
                account.schedule(Office.mail().build()).asSoonAsPossible().id();
        Claim claim = post.claim(id);
        post.dispatched(claim, sendwell.release());
        String token = desk.removal(ONE).orElseThrow().token();

        assertThat(desk.disable(ONE, token, "", "Rosa"))
                .isInstanceOfSatisfying(
                        AccountRemoval.Leaving.class,
                        leaving -> assertThat(leaving.leaving()).isEqualTo(1));
        assertThat(provider.names).isNotEmpty();
        assertThat(codes(account.send(Office.mail().build()))).containsExactly("ACCOUNT_DISABLED");

        Claim recovered = post.recovered(sendwell.release().settle());
        post.outbox.complete(sendwell.release().resolve(recovered).stream()
                .map(found -> EntryResult.ended(
                        claim.entries().get(0).id(), recovered.token(), EntryState.UNCERTAIN, "", "", Octets.none()))
                .toList());

        assertThat(desk.disable(ONE, "whatever", "", "Rosa")).isInstanceOf(AccountRemoval.Removed.class);
        assertThat(account.messages(MessageQuery.latest(10))).isEmpty();
    }

    @Test
    void a_removal_that_broke_off_at_the_provider_goes_on() {
        enabled();
        provider.refuses = true;
        String token = desk.removal(ONE).orElseThrow().token();

        assertThatThrownBy(() -> desk.disable(ONE, token, "", "Rosa")).isInstanceOf(ProviderAccountException.class);
        assertThat(desk.find(ONE).orElseThrow().state()).isEqualTo(AccountState.DISABLING);

        provider.refuses = false;
        assertThat(desk.disable(ONE, "", "", "Rosa")).isInstanceOf(AccountRemoval.Removed.class);
        assertThat(provider.names).isEmpty();
    }

    @Test
    void a_new_account_may_be_made_after_a_removal_and_accepts_the_rules_again() {
        enabled();
        desk.disable(ONE, desk.removal(ONE).orElseThrow().token(), "", "Rosa");
        assertThat(desk.removal(ONE)).isEmpty();
        post.pass(Duration.ofDays(1));

        AccountRecord second = desk.register(ONE, "Your Company again");
        assertThat(second.life()).isEqualTo(2);
        assertThat(code(desk.enable(ONE, "Jo", Locale.ENGLISH))).isEqualTo("RULES_NOT_ACCEPTED");
        desk.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo");
        desk.enable(ONE, "Jo", Locale.ENGLISH).account();

        assertThat(provider.names).containsOnlyKeys("one (2)");
        assertThat(account.send(Office.mail().build()).allAccepted()).isTrue();
        assertThat(desk.find(ONE).orElseThrow().acceptances()).hasSize(2);
    }

    @Test
    void the_dashboard_is_for_those_whose_licence_includes_it_in_their_language() {
        AccountDesk some = post.builder()
                .accountStore(store)
                .providerAccounts(provider)
                .dashboards(id -> false)
                .build()
                .accounts();
        assertThat(desk.dashboard(ONE)).isInstanceOf(DashboardAccess.Refused.class);
        desk.register(ONE, "");
        desk.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo");
        desk.enable(ONE, "Jo", Locale.forLanguageTag("es-MX"));

        assertThat(desk.dashboard(ONE))
                .isEqualTo(new DashboardAccess.Granted(provider.names.get("one"), Locale.forLanguageTag("es")));
        assertThat(some.dashboard(ONE))
                .isInstanceOfSatisfying(
                        DashboardAccess.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("DASHBOARD_NOT_INCLUDED"));
    }

    @Test
    void a_language_without_pages_in_the_dashboard_becomes_english() {
        desk.register(ONE, "");
        desk.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo");

        assertThat(desk.enable(ONE, "Jo", Locale.JAPAN).account().language()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void without_a_store_every_account_sends_and_there_is_no_desk() {
        Sendwell free = post.builder().build();

        assertThat(free.account("one").send(Office.mail().build()).allAccepted())
                .isTrue();
        assertThatThrownBy(free::accounts)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accountStore");
        assertThatThrownBy(() -> post.builder().providerAccounts(provider).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("accountStore");
    }

    @Test
    void accounts_are_listed_and_an_unknown_one_is_refused() {
        desk.register(ONE, "");
        desk.register(AccountId.of("two"), "");

        assertThat(desk.list(Optional.of(ONE), 10))
                .extracting(AccountRecord::id)
                .containsExactly(AccountId.of("two"));
        assertThat(code(desk.suspend(AccountId.of("three"), "why", "Rosa"))).isEqualTo("ACCOUNT_NOT_ENABLED");
        assertThat(desk.status(AccountId.of("three"))).isEmpty();
    }

    @Test
    void a_sending_that_was_being_made_during_a_removal_never_leaves() {
        enabled();
        Broadcast interrupted = Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .text("News. {{unsubscribe}}"))
                .audience(() -> {
                    desk.disable(ONE, desk.removal(ONE).orElseThrow().token(), "", "Rosa");
                    return List.of(Recipient.of("Kim", "kim@example.net")).stream();
                })
                .build();

        ScheduleReceipt receipt = account.schedule(interrupted).asSoonAsPossible();

        assertThat(receipt.isScheduled()).isFalse();
        assertThat(stops(receipt.report().stops())).containsExactly("ACCOUNT_DISABLED");
        assertThat(account.scheduled().page(1)).noneMatch(row -> row.state() == SendingState.ACTIVE);
    }

    private AccountRecord enabled() {
        desk.register(ONE, "Your Company A/S");
        desk.accept(ONE, desk.rules().version(), Locale.ENGLISH, "Jo Berg");
        return desk.enable(ONE, "Jo Berg", Locale.ENGLISH).account();
    }

    private static Broadcast broadcast() {
        return Broadcast.compose(mail -> mail.from("Jo Berg", "jo@customer.example")
                        .subject("News")
                        .text("News. {{unsubscribe}}"))
                .audience(List.of("kim@example.net"), address -> Recipient.of("", address))
                .build();
    }

    private static String code(AccountChange change) {
        return ((AccountChange.Refused) change).why().code();
    }

    private static List<String> codes(Receipt receipt) {
        return stops(receipt.report().stops());
    }

    private static List<String> stops(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }

    /** An ESP that knows accounts by their names. */
    private static final class CountingProvider implements ProviderAccounts {

        final Map<String, ProviderAccount> names = new TreeMap<>();
        int opened;
        boolean refuses;
        ProviderStanding standing = new ProviderStanding.Working();

        @Override
        public ProviderAccount open(AccountId account, String name) {
            refuse();
            opened++;
            return names.computeIfAbsent(
                    name,
                    ignored -> new ProviderAccount(
                            "counting", "id" + opened, name, Instant.parse("2026-11-30T23:30:00Z")));
        }

        @Override
        public void close(AccountId account, String name) {
            refuse();
            names.remove(name);
        }

        @Override
        public ProviderStanding standing(AccountId account, ProviderAccount there) {
            return standing;
        }

        private void refuse() {
            if (refuses) {
                throw new ProviderAccountException("The provider says no.", null);
            }
        }
    }

    /** Dies before it saves. */
    private static final class FailingStore extends Forwarding {

        boolean fails;

        FailingStore(AccountStore store) {
            super(store);
        }

        @Override
        public boolean save(AccountRecord account) {
            if (fails) {
                throw new AccountStoreException("The database is away.", null);
            }
            return super.save(account);
        }
    }

    /** Lets another node do something right before the first save. */
    private static final class InterruptedStore extends Forwarding {

        Runnable before = () -> {};

        InterruptedStore(AccountStore store) {
            super(store);
        }

        @Override
        public boolean save(AccountRecord account) {
            Runnable once = before;
            before = () -> {};
            once.run();
            return super.save(account);
        }
    }

    private abstract static class Forwarding implements AccountStore {

        private final AccountStore store;

        Forwarding(AccountStore store) {
            this.store = store;
        }

        @Override
        public Optional<AccountRecord> find(AccountId account) {
            return store.find(account);
        }

        @Override
        public List<AccountRecord> list(Optional<AccountId> after, int limit) {
            return store.list(after, limit);
        }

        @Override
        public boolean save(AccountRecord account) {
            return store.save(account);
        }
    }
}
