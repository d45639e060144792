package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** A blocklist entry as a row, of {@code sendwell_block} and of {@code sendwell_lifted}. */
final class BlockRow {

    /** In the order of {@link #values}. */
    static final String COLUMNS = "person, scope, reason, address, bounce_row, code, text, source, since, ends_at";

    private BlockRow() {}

    /** Person, scope and reason, the primary key. */
    static List<Object> key(BlocklistEntry entry) {
        return List.of(
                entry.address().normalForm(),
                entry.scope().map(AccountId::value).orElse(""),
                entry.reason().name());
    }

    static List<Object> values(BlocklistEntry entry) {
        return List.of(
                entry.address().normalForm(),
                entry.scope().map(AccountId::value).orElse(""),
                entry.reason().name(),
                entry.address().toString(),
                entry.row(),
                entry.code(),
                entry.text(),
                entry.source(),
                entry.since(),
                entry.until());
    }

    static BlocklistEntry entry(ResultSet row) throws SQLException {
        String scope = row.getString("scope");
        return new BlocklistEntry(
                Rows.address(row, "address"),
                BlockReason.valueOf(row.getString("reason")),
                scope.isEmpty() ? Optional.empty() : Optional.of(AccountId.of(scope)),
                row.getString("bounce_row"),
                row.getString("code"),
                row.getString("text"),
                row.getString("source"),
                Rows.instant(row, "since"),
                Rows.optionalInstant(row, "ends_at"));
    }
}
