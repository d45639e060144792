package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.guard.GuardCounts;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardMark;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardRecord;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.GuardStore;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link GuardStore} keeps.
 *
 * <pre>{@code
 * class JdbcGuardStoreTest implements GuardStoreContract {
 *     @Override
 *     public GuardStore newGuardStore() {
 *         database.clear();
 *         return new JdbcGuardStore(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface GuardStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** A campaign of nobody in particular. */
    CampaignName SPRING = CampaignName.of("Spring");

    /** Makes a store with nothing in it; it is asked for one in each test. */
    GuardStore newGuardStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that what is held stays so.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends GuardStore> reopen(GuardStore store) {
        return Optional.empty();
    }

    @Test
    default void each_scope_has_a_record_of_its_own() {
        GuardStore store = newGuardStore();
        List<GuardScope> scopes = List.of(
                GuardScope.operator(),
                GuardScope.of(Accounts.ACME),
                GuardScope.of(AccountId.of("ACME")),
                GuardScope.of(Accounts.ACME, SPRING),
                GuardScope.of(Accounts.ACME, CampaignName.of("spring")),
                GuardScope.of(Accounts.GLOBEX, SPRING));
        for (GuardScope scope : scopes) {
            assertEquals(Optional.empty(), store.find(scope), scope.toString());
            save(store, GuardRecord.of(scope).from(mark(scopes.indexOf(scope))));
        }

        for (GuardScope scope : scopes) {
            assertEquals(
                    List.of(mark(scopes.indexOf(scope))),
                    store.find(scope).orElseThrow().marks(),
                    scope.toString());
        }
    }

    @Test
    default void a_record_is_found_as_it_was_saved_and_one_version_on() {
        GuardStore store = newGuardStore();
        GuardScope scope = GuardScope.of(Accounts.ACME, SPRING);
        GuardRecord bare = save(store, GuardRecord.of(scope));
        assertEquals(Optional.of(bare), store.find(scope));

        GuardRecord complete = new GuardRecord(
                scope,
                List.of(mark(3), mark(9)),
                List.of(
                        new GuardDecision.Warned(AT, GuardRate.COMPLAINTS, 3_000_000_000L, 5),
                        held(1),
                        new GuardDecision.Released(AT.plusMillis(2), "Rosa Lind", "the list was cleaned"),
                        new GuardDecision.Held(AT.plusMillis(3), GuardRate.COMPLAINTS, 1_000, 4)),
                bare.version());
        GuardRecord saved = save(store, complete);
        assertEquals(Optional.of(saved), store.find(scope));
        assertEquals(2, saved.version());
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        GuardStore store = newGuardStore();
        GuardRecord record = save(store, GuardRecord.of(GuardScope.of(Accounts.ACME)));
        for (String text : HostileTexts.all()) {
            record = save(store, record.with(new GuardDecision.Released(AT, "x" + text, "x" + text)));
            assertEquals(Optional.of(record), store.find(record.scope()));
        }
    }

    @Test
    default void hundreds_of_decisions_are_kept() {
        GuardStore store = newGuardStore();
        GuardRecord record = GuardRecord.of(GuardScope.operator());
        for (int i = 0; i < 300; i++) {
            record = record.with(held(i));
        }

        assertEquals(Optional.of(save(store, record)), store.find(GuardScope.operator()));
    }

    @Test
    default void an_old_version_is_not_saved_over_a_newer_one() {
        GuardStore store = newGuardStore();
        GuardRecord fresh = GuardRecord.of(GuardScope.of(Accounts.ACME));
        GuardRecord first = save(store, fresh);
        GuardRecord second = save(store, first.with(held(1)));

        assertFalse(store.save(first), "the version before");
        assertFalse(store.save(fresh), "a new one");
        assertFalse(store.save(second.withVersion(7)), "a version that is yet to come");
        assertFalse(
                store.save(GuardRecord.of(GuardScope.operator()).withVersion(3)), "a version of one that never was");
        assertEquals(Optional.of(second), store.find(fresh.scope()));
        assertEquals(Optional.empty(), store.find(GuardScope.operator()));
    }

    @Test
    default void what_is_held_is_listed_the_latest_first_until_it_is_released() {
        GuardStore store = newGuardStore();
        save(
                store,
                GuardRecord.of(GuardScope.operator()).with(new GuardDecision.Warned(AT, GuardRate.COMPLAINTS, 9, 1)));
        GuardRecord oldest =
                save(store, GuardRecord.of(GuardScope.of(Accounts.ACME)).with(held(1)));
        GuardRecord latest =
                save(store, GuardRecord.of(GuardScope.of(Accounts.GLOBEX)).with(held(3)));
        GuardRecord middle =
                save(store, GuardRecord.of(GuardScope.of(Accounts.ACME, SPRING)).with(held(2)));

        assertEquals(List.of(latest, middle, oldest), store.held(10));
        assertEquals(List.of(latest, middle), store.held(2));
        save(store, latest.with(new GuardDecision.Released(AT.plusMillis(4), "Rosa", "cleaned")));
        assertEquals(List.of(middle, oldest), store.held(10));
    }

    @Test
    default void of_an_account_that_is_removed_campaigns_are_forgotten_and_what_was_decided_of_it_is_not() {
        GuardStore store = newGuardStore();
        GuardRecord account =
                save(store, GuardRecord.of(GuardScope.of(Accounts.ACME)).with(held(1)));
        GuardRecord other = save(
                store, GuardRecord.of(GuardScope.of(Accounts.GLOBEX, SPRING)).with(held(2)));
        GuardRecord operator = save(store, GuardRecord.of(GuardScope.operator()));
        save(store, GuardRecord.of(GuardScope.of(Accounts.ACME, SPRING)).with(held(3)));
        save(store, GuardRecord.of(GuardScope.of(Accounts.ACME, CampaignName.of("Autumn"))));

        assertEquals(2, store.forgetCampaigns(Accounts.ACME));
        assertEquals(0, store.forgetCampaigns(Accounts.ACME), "again");
        assertEquals(Optional.empty(), store.find(GuardScope.of(Accounts.ACME, SPRING)));
        assertEquals(List.of(other, account), store.held(10));
        assertEquals(Optional.of(operator), store.find(GuardScope.operator()));
    }

    @Test
    default void of_two_threads_that_save_the_same_version_one_does() {
        GuardStore store = newGuardStore();
        for (int round = 0; round < 20; round++) {
            GuardScope scope = GuardScope.of(AccountId.of("a" + round));
            Callable<Boolean> insert = () -> store.save(GuardRecord.of(scope).with(held(1)));
            assertEquals(1, saved(Together.run(List.of(insert, insert))), "threads that saved it first");

            GuardRecord read = store.find(scope).orElseThrow();
            Callable<Boolean> one = () -> store.save(read.with(held(2)));
            Callable<Boolean> other = () -> store.save(read.from(mark(7)));
            assertEquals(1, saved(Together.run(List.of(one, other))), "threads that changed it");
            assertEquals(2, store.find(scope).orElseThrow().version());
        }
    }

    @Test
    default void what_is_held_survives_the_process_that_saved_it() {
        GuardStore store = newGuardStore();
        GuardRecord saved =
                save(store, GuardRecord.of(GuardScope.of(Accounts.ACME)).with(held(1)));
        Optional<? extends GuardStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(Optional.of(saved), reopened.get().find(saved.scope()));
    }

    private static long saved(List<Boolean> results) {
        return results.stream().filter(result -> result).count();
    }

    /** Each figure is another one. */
    private static GuardMark mark(int number) {
        return new GuardMark(AT.plusMillis(number), new GuardCounts(number, 100 + number, 200 + number, 300 + number));
    }

    private static GuardDecision.Held held(int number) {
        return new GuardDecision.Held(AT.plusMillis(number), GuardRate.HARD_BOUNCES, 200, 10 + number);
    }

    /** The record as the store should have it now. */
    private static GuardRecord save(GuardStore store, GuardRecord record) {
        assertTrue(store.save(record), "saved");
        return record.withVersion(record.version() + 1);
    }
}
