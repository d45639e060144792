package io.sendwell.examples.crm.data;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The CRM's customers, each with an account for sending. */
public final class Customers {

    private final Database database;

    /** Those in this database. */
    public Customers(Database database) {
        this.database = database;
    }

    /**
     * A customer.
     *
     * @param licence decides whether the ESP's own pages are part of it
     * @param newsletterMailbox under which newsletters leave
     * @param postalAddress stands in each newsletter
     */
    public record Customer(
            AccountId account,
            String name,
            String licence,
            ZoneId timeZone,
            EmailAddress newsletterMailbox,
            String postalAddress) {}

    /** Adds a customer. */
    public void add(Customer customer) {
        database.update(
                "INSERT INTO crm_account (account, name, licence, time_zone, newsletter, post) VALUES (?, ?, ?, ?, ?, ?)",
                customer.account().value(),
                customer.name(),
                customer.licence(),
                customer.timeZone().getId(),
                customer.newsletterMailbox().toString(),
                customer.postalAddress());
    }

    /** A customer; empty when there is none of this account. */
    public Optional<Customer> find(AccountId account) {
        return database.first("SELECT * FROM crm_account WHERE account = ?", Customers::customer, account.value());
    }

    /** All of them, by name. */
    public List<Customer> all() {
        return database.query("SELECT * FROM crm_account ORDER BY name", Customers::customer);
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                AccountId.of(row.getString("account")),
                row.getString("name"),
                row.getString("licence"),
                ZoneId.of(row.getString("time_zone")),
                EmailAddress.parse(row.getString("newsletter")),
                row.getString("post"));
    }
}
