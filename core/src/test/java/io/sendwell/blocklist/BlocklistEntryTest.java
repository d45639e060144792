package io.sendwell.blocklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlocklistEntryTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final EmailAddress GONE = EmailAddress.parse("gone@customer.example");

    @Test
    void explains_why_and_what_was_said() {
        assertThat(BlocklistEntry.hardBounce(GONE, "550 5.1.1", "no such mailbox", "smtp", NOON)
                        .explain())
                .isEqualTo("hard bounce, 550 5.1.1 no such mailbox");
    }

    @Test
    void says_a_code_once_that_the_text_begins_with() {
        assertThat(BlocklistEntry.hardBounce(GONE, "550 5.1.1", "550 5.1.1 no such mailbox", "mailjet", NOON)
                        .explain())
                .isEqualTo("hard bounce, 550 5.1.1 no such mailbox");
    }

    @Test
    void says_until_when_where_there_is_an_end() {
        assertThat(BlocklistEntry.of(GONE, BlockReason.SUPPRESSED_BY_PROVIDER, "mailjet", NOON)
                        .until(NOON)
                        .explain())
                .isEqualTo("suppressed by provider, until 2026-03-02T12:00:00Z");
    }
}
