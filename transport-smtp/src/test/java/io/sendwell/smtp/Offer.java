package io.sendwell.smtp;

import static io.sendwell.testkit.smtp.SmtpExtension.CHUNKING;
import static io.sendwell.testkit.smtp.SmtpExtension.DSN;
import static io.sendwell.testkit.smtp.SmtpExtension.EIGHT_BIT_MIME;
import static io.sendwell.testkit.smtp.SmtpExtension.PIPELINING;
import static io.sendwell.testkit.smtp.SmtpExtension.SIZE;
import static io.sendwell.testkit.smtp.SmtpExtension.SMTPUTF8;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.FakeSmtpBuilder;

/** What a server offers, and so in which of the possible ways a message goes out. */
enum Offer {
    EVERYTHING,
    DATA_PIPELINED,
    BDAT_STEP_BY_STEP,
    DATA_STEP_BY_STEP,
    /** But for enhanced status codes: they change what is answered and not what is sent. */
    NOTHING;

    FakeSmtpBuilder server() {
        FakeSmtpBuilder server = FakeSmtp.builder();
        return switch (this) {
            case EVERYTHING -> server;
            case DATA_PIPELINED -> server.withholds(CHUNKING);
            case BDAT_STEP_BY_STEP -> server.withholds(PIPELINING);
            case DATA_STEP_BY_STEP -> server.withholds(CHUNKING, PIPELINING);
            case NOTHING -> server.withholds(CHUNKING, PIPELINING, SIZE, EIGHT_BIT_MIME, SMTPUTF8, DSN);
        };
    }
}
