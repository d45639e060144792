package io.sendwell.examples.jdbc;

import io.sendwell.outbox.Appended;
import io.sendwell.outbox.Creation;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How a sending gets into the tables. Threads may share it. */
final class Intake implements OutboxIntake {

    /** So many entries make it worth to look at the tables: that takes a part of a second, however large they are. */
    private static final int MANY = 1_000;

    private final Transactions transactions;

    Intake(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Instant now() {
        return transactions.run(
                "read the database's clock",
                sql -> sql.first("SELECT {now} AS now", row -> Micros.toInstant(row.getLong("now")))
                        .orElseThrow());
    }

    // Two that use one key at once both find nothing and both insert. The unique index lets one of them, and the
    // other's
    // transaction is run again and finds it.
    @Override
    public Creation create(NewSending sending) {
        return transactions.run("create a sending", sql -> {
            Optional<Creation> earlier = sql.first(
                    "SELECT id, request_hash, state FROM sendwell_sending WHERE account = ? AND request_key = ?",
                    row -> {
                        SendingId id = Rows.sendingId(row, "id");
                        return row.getString("request_hash").equals(sending.requestHash())
                                ? new Creation.Repeated(id, SendingState.valueOf(row.getString("state")))
                                : new Creation.Conflict(id);
                    },
                    sending.account(),
                    sending.requestKey());
            if (earlier.isPresent()) {
                return earlier.get();
            }
            sql.update(
                    """
                    INSERT INTO sendwell_sending (id, account, request_key, request_hash, lane, state, scheduled_by, subject,
                        recipient, campaign, created_at, paused_because, total)
                    VALUES (?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, {now}, '', 0)
                    """,
                    sending.id(),
                    sending.account(),
                    sending.requestKey(),
                    sending.requestHash(),
                    sending.lane().name(),
                    sending.summary().user(),
                    sending.summary().subject(),
                    sending.summary().to(),
                    sending.summary().campaign().value());
            return new Creation.Created();
        });
    }

    @Override
    public boolean storeContent(SendingId sending, int piece, Octets octets) {
        return transactions.run("store content of sending " + sending, sql -> {
            boolean open = takeOpen(sql, sending);
            if (open && !sql.exists("SELECT 1 FROM sendwell_content WHERE sending = ? AND piece = ?", sending, piece)) {
                sql.update(
                        "INSERT INTO sendwell_content (sending, piece, octets) VALUES (?, ?, ?)",
                        sending,
                        piece,
                        octets);
            }
            return open;
        });
    }

    @Override
    public Optional<Octets> content(SendingId sending, int piece) {
        return transactions.run(
                "read content of sending " + sending,
                sql -> sql.first(
                        "SELECT octets FROM sendwell_content WHERE sending = ? AND piece = ?",
                        row -> Rows.octets(row, "octets"),
                        sending,
                        piece));
    }

    @Override
    public Optional<Appended> append(SendingId sending, List<NewEntry> entries) {
        List<NewEntry> appended = List.copyOf(entries);
        return transactions.run("append to sending " + sending, sql -> {
            if (!takeOpen(sql, sending)) {
                return Optional.empty();
            }
            Set<Integer> duplicates = new HashSet<>();
            List<NewEntry> added = newOnes(sql, sending, appended, duplicates);
            if (!added.isEmpty()) {
                insert(sql, sending, added);
            }
            return Optional.of(new Appended(added.size(), duplicates));
        });
    }

    /** Nobody else appends meanwhile: the sending's row is taken. */
    private static List<NewEntry> newOnes(Sql sql, SendingId sending, List<NewEntry> appended, Set<Integer> duplicates)
            throws SQLException {
        Set<Integer> taken = new HashSet<>(sql.query(
                """
                SELECT ordinal FROM sendwell_entry
                WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY))
                """,
                row -> row.getInt("ordinal"),
                sending,
                Sql.integers(appended.stream().map(NewEntry::ordinal).toList())));
        Map<String, Integer> places = new HashMap<>();
        sql.query(
                """
                SELECT person, ordinal FROM sendwell_entry_data
                WHERE sending = ? AND person = ANY (CAST(? AS varchar ARRAY))
                """,
                row -> places.put(row.getString("person"), row.getInt("ordinal")),
                sending,
                Sql.texts(appended.stream().map(NewEntry::person).toList()));
        List<NewEntry> added = new ArrayList<>();
        for (NewEntry entry : appended) {
            if (taken.contains(entry.ordinal())) {
                continue;
            }
            if (places.putIfAbsent(entry.person(), entry.ordinal()) == null) {
                added.add(entry);
            } else {
                duplicates.add(entry.ordinal());
            }
        }
        return added;
    }

    private static void insert(Sql sql, SendingId sending, List<NewEntry> added) throws SQLException {
        Sql.Column ordinals = Sql.integers(added.stream().map(NewEntry::ordinal).toList());
        sql.update(
                """
                INSERT INTO sendwell_entry_data (sending, ordinal, person, data)
                SELECT CAST(? AS uuid), fresh.ordinal, fresh.person, fresh.data
                FROM unnest(CAST(? AS integer ARRAY), CAST(? AS varchar ARRAY), CAST(? AS bytea ARRAY))
                    AS fresh (ordinal, person, data)
                """,
                sending,
                ordinals,
                Sql.texts(added.stream().map(NewEntry::person).toList()),
                Sql.octets(added.stream().map(NewEntry::data).toList()));
        sql.update("""
                INSERT INTO sendwell_entry (sending, ordinal, state, attempt, due_at, epoch)
                SELECT CAST(? AS uuid), fresh.ordinal, 0, 0, 0, 0 FROM unnest(CAST(? AS integer ARRAY)) AS fresh (ordinal)
                """, sending, ordinals);
        sql.update("UPDATE sendwell_sending SET total = total + ? WHERE id = ?", (long) added.size(), sending);
    }

    @Override
    public boolean seal(SendingId sending, long total, Instant startAt) {
        if (total >= MANY) {
            count(sending);
        }
        return transactions.run("seal sending " + sending, sql -> {
            if (takeOpen(sql, sending)) {
                return sql.update("""
                                UPDATE sendwell_sending SET state = 'ACTIVE', start_at = ?, due_from = ?
                                WHERE id = ? AND total = ?
                                """, startAt, startAt, sending, total) == 1;
            }
            return sql.exists(
                    "SELECT 1 FROM sendwell_sending WHERE id = ? AND total = ? AND start_at = ?",
                    sending,
                    total,
                    startAt);
        });
    }

    /**
     * Until PostgreSQL has looked at what was appended, it takes the sending for a short one, and reads all of it to claim fifty
     * mails: a claim takes the longer the more there are. It may look as late as when thousands have left.
     */
    private void count(SendingId sending) {
        transactions.run("look at what was appended to sending " + sending, sql -> {
            sql.count("sendwell_entry, sendwell_entry_data, sendwell_message, sendwell_recipient");
            return true;
        });
    }

    /** Keeps everybody else from changing the sending until the transaction ends, if it is open. */
    private static boolean takeOpen(Sql sql, SendingId sending) throws SQLException {
        return sql.exists("SELECT 1 FROM sendwell_sending WHERE id = ? AND state = 'OPEN' FOR UPDATE", sending);
    }
}
