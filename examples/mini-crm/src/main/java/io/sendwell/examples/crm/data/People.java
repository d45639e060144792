package io.sendwell.examples.crm.data;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The persons of one customer. There is no method that reaches another customer's. */
public final class People {

    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final String account;

    /** Those of one customer. */
    public People(Database database, AccountId account) {
        this.database = database;
        this.account = account.value();
    }

    /** Which persons are meant. */
    public record Filter(String text, String segment, boolean massOnly) {

        /** All of them. */
        public static final Filter ALL = new Filter("", "", false);
    }

    /** Adds somebody. */
    public long add(String firstName, String lastName, String company, EmailAddress email, String segment) {
        return database.insert(
                """
                INSERT INTO crm_person (account, first_name, last_name, company, email, email_key, bounced, no_mass, segment)
                VALUES (?, ?, ?, ?, ?, ?, false, false, ?)
                """, account, firstName, lastName, company, email.toString(), email.normalForm(), segment);
    }

    /** One person; empty when there is none, or another customer's. */
    public Optional<Person> find(long id) {
        return database.first("SELECT * FROM crm_person WHERE account = ? AND id = ?", People::person, account, id);
    }

    /** The person who has this address; the first of several. */
    public Optional<Person> find(EmailAddress email) {
        return database.first(
                "SELECT * FROM crm_person WHERE account = ? AND email_key = ? ORDER BY id",
                People::person,
                account,
                email.normalForm());
    }

    /** The person of a reference such as {@code person/12}. */
    public Optional<Person> find(String reference) {
        String digits = reference.startsWith("person/") ? reference.substring("person/".length()) : "";
        return digits.matches("\\d{1,18}") ? find(Long.parseLong(digits)) : Optional.empty();
    }

    /** Persons in the order in which they came, after one of them. */
    public List<Person> page(Filter filter, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM crm_person WHERE account = ? AND id > ?");
        List<Object> values = new ArrayList<>(List.of(account, after));
        conditions(filter, sql, values);
        values.add(limit);
        return database.query(sql + " ORDER BY id LIMIT ?", People::person, values.toArray());
    }

    /** How many they are. */
    public long count(Filter filter) {
        StringBuilder sql = new StringBuilder("SELECT count(*) FROM crm_person WHERE account = ?");
        List<Object> values = new ArrayList<>(List.of(account));
        conditions(filter, sql, values);
        return database.first(sql.toString(), row -> row.getLong(1), values.toArray())
                .orElse(0L);
    }

    /** All of them, a thousand in memory at once. */
    public Stream<Person> stream(Filter filter) {
        return Stream.iterate(
                        page(filter, 0, AT_ONCE),
                        page -> !page.isEmpty(),
                        page -> page(filter, page.get(page.size() - 1).id(), AT_ONCE))
                .flatMap(List::stream);
    }

    private static void conditions(Filter filter, StringBuilder sql, List<Object> values) {
        if (!filter.text().isBlank()) {
            String like = "%" + filter.text().toLowerCase(Locale.ROOT).replaceAll("([%_!])", "!$1") + "%";
            sql.append(" AND (lower(first_name) LIKE ? ESCAPE '!' OR lower(last_name) LIKE ? ESCAPE '!'")
                    .append(" OR lower(company) LIKE ? ESCAPE '!' OR email_key LIKE ? ESCAPE '!')");
            values.addAll(List.of(like, like, like, like));
        }
        if (!filter.segment().isBlank()) {
            sql.append(" AND segment = ?");
            values.add(filter.segment());
        }
        if (filter.massOnly()) {
            sql.append(" AND no_mass = false AND bounced = false");
        }
    }

    /** The segments that are in use. */
    public List<String> segments() {
        return database.query(
                "SELECT DISTINCT segment FROM crm_person WHERE account = ? AND segment <> '' ORDER BY segment",
                row -> row.getString(1),
                account);
    }

    /** Whether broadcasts go to this person. */
    public void blockMass(long id, boolean noMass) {
        database.update("UPDATE crm_person SET no_mass = ? WHERE account = ? AND id = ?", noMass, account, id);
    }

    /** Sets the segment of these persons. */
    public void segment(List<Long> ids, String segment) {
        database.updateAll(
                "UPDATE crm_person SET segment = ? WHERE account = ? AND id = ?",
                ids.stream().map(id -> new Object[] {segment, account, id}).toList());
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("company"),
                EmailAddress.parse(row.getString("email")),
                row.getBoolean("bounced"),
                row.getBoolean("no_mass"),
                row.getString("segment"));
    }
}
