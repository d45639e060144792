package io.sendwell.examples.benchmarks;

import io.sendwell.account.AccountId;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;

/** Sendwell's transport as it is without any setting, from one thread. */
final class SendwellSmtpSender implements LoopFigures.Sending {

    private static final AccountId ACCOUNT = AccountId.of("benchmark");

    private final SmtpTransport transport;
    private final SendwellLetters letters = new SendwellLetters();

    SendwellSmtpSender(int port) {
        transport = SmtpTransport.builder(SmtpServer.plainTextWithoutEncryption("127.0.0.1", port))
                .build();
    }

    @Override
    public void send(int mails) {
        for (int sent = 0; sent < mails; sent += SendwellLetters.BATCH) {
            int count = Math.min(SendwellLetters.BATCH, mails - sent);
            SendwellLetters.requireAccepted(transport.submit(ACCOUNT, letters.next(count)));
        }
    }
}
