package io.sendwell.testkit.smtp;

import java.io.IOException;

/** The session ends here, on the server's initiative. Carries how, not why: nothing has gone wrong. */
final class HangUp extends IOException {
    private static final long serialVersionUID = 1;

    enum Manner {
        /** After a last reply: the client gets time to read it. */
        GRACEFUL,
        /** Closed without a word. */
        DROP,
        /** TCP RST. */
        RESET
    }

    private final Manner manner;

    HangUp(Manner manner) {
        super("The server hangs up: " + manner);
        this.manner = manner;
    }

    Manner manner() {
        return manner;
    }
}
