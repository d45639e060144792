package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.AddressSyntax;
import io.sendwell.address.EmailAddress;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Reads columns as the values they stand for. */
final class Rows {

    static final AddressSyntax ANY_SYNTAX =
            AddressSyntax.strict().admitQuotedLocalPart().admitAddressLiteral().admitSingleLabelDomain();

    private Rows() {}

    static UUID uuid(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    static SendingId sendingId(ResultSet row, String column) throws SQLException {
        return new SendingId(uuid(row, column));
    }

    static AccountId account(ResultSet row, String column) throws SQLException {
        return AccountId.of(row.getString(column));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Micros.toInstant(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Micros.toInstant(micros));
    }

    /** Whatever was admitted when it was stored is admitted here. */
    static EmailAddress address(ResultSet row, String column) throws SQLException {
        return EmailAddress.parse(row.getString(column), ANY_SYNTAX);
    }

    /** No octets for null. */
    static Octets octets(ResultSet row, String column) throws SQLException {
        byte[] octets = row.getBytes(column);
        return octets == null ? Octets.none() : Octets.of(octets);
    }

    /** Empty for null. */
    static String text(ResultSet row, String column) throws SQLException {
        return optionalText(row, column).orElse("");
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }
}
