package io.sendwell.examples.crm.data;

import io.sendwell.account.AccountId;
import io.sendwell.examples.crm.data.MailServer.Encryption;
import java.time.Instant;
import java.util.Optional;

/** The SMTP servers that customers have of their own, one each at the most. */
public final class MailServers {

    private final Database database;

    /** Those in this database. */
    public MailServers(Database database) {
        this.database = database;
    }

    /** A customer's; empty when it has none. */
    public Optional<MailServer> find(AccountId account) {
        return database.first(
                "SELECT host, port, encryption, login, since FROM crm_server WHERE account = ?",
                row -> new MailServer(
                        row.getString(1),
                        row.getInt(2),
                        Encryption.valueOf(row.getString(3)),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5))),
                account.value());
    }

    /** Keeps it, in the place of another one; a process that dies meanwhile leaves the one or the other. */
    public void save(AccountId account, MailServer server) {
        Object[] values = {
            server.host(),
            server.port(),
            server.encryption().name(),
            server.user(),
            server.since().toEpochMilli(),
            account.value()
        };
        int replaced = database.update(
                "UPDATE crm_server SET host = ?, port = ?, encryption = ?, login = ?, since = ? WHERE account = ?",
                values);
        if (replaced == 0) {
            database.update(
                    "INSERT INTO crm_server (host, port, encryption, login, since, account) VALUES (?, ?, ?, ?, ?, ?)",
                    values);
        }
    }

    /** Forgets it. */
    public boolean remove(AccountId account) {
        return database.update("DELETE FROM crm_server WHERE account = ?", account.value()) > 0;
    }
}
