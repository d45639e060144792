package io.sendwell.smtp;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.FakeSmtpBuilder;
import io.sendwell.testkit.smtp.SmtpExtension;

/** What a server offers, and so in which of the possible ways a message goes out. */
enum Offer {
    EVERYTHING,
    DATA_PIPELINED(SmtpExtension.CHUNKING),
    BDAT_STEP_BY_STEP(SmtpExtension.PIPELINING),
    DATA_STEP_BY_STEP(SmtpExtension.CHUNKING, SmtpExtension.PIPELINING),
    /** Enhanced status codes are kept: they change what is answered and not what is sent. */
    NOTHING(
            SmtpExtension.CHUNKING,
            SmtpExtension.PIPELINING,
            SmtpExtension.SIZE,
            SmtpExtension.EIGHT_BIT_MIME,
            SmtpExtension.SMTPUTF8,
            SmtpExtension.DSN);

    private final SmtpExtension[] withheld;

    Offer(SmtpExtension... withheld) {
        this.withheld = withheld;
    }

    FakeSmtpBuilder server() {
        return FakeSmtp.builder().withholds(withheld);
    }
}
