package io.sendwell.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyedBlocklistTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final AccountId ACME = AccountId.of("acme");
    private static final EmailAddress KIM = EmailAddress.parse("kim@example.net");
    private static final AddressKey FIRST = new AddressKey("k1", Secret.of("0123456789abcdef0123456789abcdef"));
    private static final AddressKey SECOND = new AddressKey("k2", Secret.of("fedcba9876543210fedcba9876543210"));
    private static final BlocklistEntry GONE = BlocklistEntry.hardBounce(
                    KIM, "550 5.1.1", "550 5.1.1 <Kim@example.net>: user unknown", "smtp", NOW)
            .row("B9");

    private final InMemoryBlocklist store = new InMemoryBlocklist(InstantSource.fixed(NOW));
    private final KeyedBlocklist keyed = new KeyedBlocklist(store, AddressKeys.of(FIRST));

    @Test
    void the_store_sees_no_address_neither_as_such_nor_in_a_text() {
        keyed.add(GONE);
        keyed.lift(KIM, "kim@example.net asked again", "Rosa");
        keyed.add(GONE);

        List<BlocklistEntry> stored = store.entries(BlocklistQuery.latest(10));
        assertThat(stored).singleElement().satisfies(entry -> {
            assertThat(entry.address().localPart()).matches("[0-9a-f]{64}");
            assertThat(entry.address().domain().ascii()).isEqualTo("k1.hmac.invalid");
            assertThat(entry.text()).isEqualTo("550 5.1.1 <(address)>: user unknown");
        });
        assertThat(store.lifted(stored.get(0).address()).toString()).doesNotContainIgnoringCase("kim");
    }

    @Test
    void who_asks_for_an_address_gets_its_entry_under_it() {
        keyed.add(GONE);
        EmailAddress upper = EmailAddress.parse("KIM@Example.NET");

        Map<EmailAddress, BlocklistEntry> found =
                keyed.find(ACME, List.of(upper, EmailAddress.parse("lee@example.net")), NOW);

        assertThat(found)
                .containsOnly(
                        Map.entry(upper, GONE.address(upper).said("550 5.1.1", "550 5.1.1 <(address)>: user unknown")));
    }

    @Test
    void another_key_finds_nobody() {
        keyed.add(GONE);

        assertThat(new KeyedBlocklist(store, AddressKeys.of(SECOND)).find(ACME, List.of(KIM), NOW))
                .isEmpty();
    }

    @Test
    void an_entry_under_an_earlier_key_is_found_and_lifted_after_the_key_was_rotated() {
        keyed.add(GONE);
        KeyedBlocklist rotated = new KeyedBlocklist(store, AddressKeys.of(SECOND, FIRST));
        rotated.add(GONE.onlyFor(ACME));

        assertThat(rotated.find(ACME, List.of(KIM), NOW).get(KIM).scope()).isEmpty();
        assertThat(rotated.lift(KIM, "new mailbox", "Rosa"))
                .extracting(BlocklistEntry::address)
                .containsExactly(KIM, KIM);
        assertThat(rotated.find(ACME, List.of(KIM), NOW)).isEmpty();
        assertThat(rotated.lifted(KIM))
                .hasSize(2)
                .allMatch(record -> record.entry().address().equals(KIM));
    }

    @Test
    void what_was_read_in_the_list_is_found_and_lifted_by_its_pseudonym() {
        keyed.add(GONE);
        EmailAddress listed = keyed.entries(BlocklistQuery.latest(10)).get(0).address();

        assertThat(keyed.find(ACME, List.of(listed), NOW)).containsKey(listed);
        assertThat(keyed.lift(listed, "kim@example.net asked", "Rosa")).hasSize(1);
        assertThat(keyed.find(ACME, List.of(KIM), NOW)).isEmpty();
    }

    @Test
    void a_row_is_undone_without_knowing_whom_it_blocked() {
        keyed.add(GONE);

        assertThat(keyed.undo(
                        new RowUndo("B9", "smtp", NOW, NOW.plusSeconds(1)), 10, "kim@example.net is there", "Rosa"))
                .hasSize(1);
        assertThat(keyed.find(ACME, List.of(KIM), NOW)).isEmpty();
        assertThat(keyed.lifted(KIM))
                .singleElement()
                .satisfies(record -> assertThat(record.reason()).isEqualTo("(address) is there"));
    }

    @Test
    void keys_that_are_alike_or_too_short_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> AddressKeys.of(FIRST, FIRST));
        assertThatIllegalArgumentException().isThrownBy(() -> new AddressKey("k1", Secret.of("short")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AddressKey("K 1", Secret.of("0123456789abcdef0123456789abcdef")));
    }
}
