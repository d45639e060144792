package io.sendwell.examples.jdbc;

import io.sendwell.account.SendwellException;

/** The database is out of reach while its tables are being made or looked at. */
public class JdbcStorageException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the database, and what it said. */
    public JdbcStorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
