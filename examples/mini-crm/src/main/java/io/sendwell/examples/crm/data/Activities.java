package io.sendwell.examples.crm.data;

import io.sendwell.account.AccountId;
import java.time.Instant;
import java.util.List;

/** What people of one customer have planned to do, such as to call somebody. */
public final class Activities {

    private final Database database;
    private final String account;

    /** Those of one customer. */
    public Activities(Database database, AccountId account) {
        this.database = database;
        this.account = account.value();
    }

    /** Something to do. */
    public record Activity(long id, long person, String name, String what, String by, Instant at) {}

    /** Plans the same for these persons. */
    public void plan(List<Long> persons, String what, String by, Instant at) {
        database.updateAll(
                "INSERT INTO crm_activity (account, person, what, planned_by, planned_at) VALUES (?, ?, ?, ?, ?)",
                persons.stream()
                        .map(person -> new Object[] {account, person, what, by, at.toEpochMilli()})
                        .toList());
    }

    /** The latest first. */
    public List<Activity> latest(int limit) {
        return database.query(
                """
                SELECT a.id, a.person, p.first_name, p.last_name, a.what, a.planned_by, a.planned_at
                FROM crm_activity a JOIN crm_person p ON p.id = a.person AND p.account = a.account
                WHERE a.account = ? ORDER BY a.id DESC LIMIT ?
                """,
                row -> new Activity(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3) + " " + row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        Instant.ofEpochMilli(row.getLong(7))),
                account,
                limit);
    }
}
