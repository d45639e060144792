package io.sendwell.blocklist;

import io.sendwell.account.SendwellException;

/** The blocklist's store is out of reach. Nothing was changed, and nothing may be sent until it answers. */
public class BlocklistException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public BlocklistException(String message, Throwable cause) {
        super(message, cause);
    }
}
