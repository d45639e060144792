package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.testkit.contract.OutboxConcurrencyContract;
import io.sendwell.testkit.contract.OutboxContract;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxOnPostgresqlTest implements OutboxContract, OutboxConcurrencyContract {

    @RegisterExtension
    final TestStorage storage = TestStorage.postgresql();

    @Override
    public Outbox newOutbox(InstantSource clock) {
        return storage.fresh(clock).outbox();
    }

    @Override
    public Optional<? extends Outbox> reopen(Outbox outbox, InstantSource clock) {
        return Optional.of(storage.again(clock).outbox());
    }

    @Test
    void the_database_has_looked_at_a_large_sending_when_it_is_sealed() throws SQLException {
        Outbox outbox = newOutbox(InstantSource.system());
        SendingId id = new SendingId(UUID.randomUUID());
        outbox.create(new NewSending(
                id,
                AccountId.of("acme"),
                "key",
                "digest",
                Lane.BROADCAST,
                new SendingSummary("", "News", SendingSummary.BROADCAST, CampaignName.of("News"))));
        int many = 1_000;
        outbox.append(
                id,
                IntStream.range(0, many)
                        .mapToObj(place -> new NewEntry(place, "person" + place, Octets.none()))
                        .toList());

        outbox.seal(id, many, Instant.EPOCH);

        assertThat(rowsBelieved()).isEqualTo(many);
    }

    private long rowsBelieved() throws SQLException {
        try (Connection connection = storage.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CAST(reltuples AS bigint) FROM pg_class WHERE oid = CAST('sendwell_entry' AS regclass)")) {
            row.next();
            return row.getLong(1);
        }
    }
}
