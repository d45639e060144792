package io.sendwell.examples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/** Simple Java Mail with its batch module: up to four connections, four threads. */
final class SimpleJavaMailSmtpSender implements LoopFigures.Sending {

    private static final int CONNECTIONS = 4;

    private final Letters letters = new Letters();
    private final Mailer mailer;
    private int next;

    SimpleJavaMailSmtpSender(int port, boolean noDelay) {
        var builder = MailerBuilder.withSMTPServer("127.0.0.1", port)
                .withTransportStrategy(TransportStrategy.SMTP)
                .withThreadPoolSize(CONNECTIONS)
                .withConnectionPoolMaxSize(CONNECTIONS);
        if (noDelay) {
            builder = builder.withProperty("mail.smtp.socketFactory.class", NoDelaySocketFactory.class.getName());
        }
        mailer = builder.buildMailer();
    }

    @Override
    public void send(int mails) {
        List<CompletableFuture<Void>> sendings = new ArrayList<>();
        for (int sent = 0; sent < mails; sent++) {
            sendings.add(mailer.sendMail(email(next++), true));
        }
        CompletableFuture.allOf(sendings.toArray(CompletableFuture<?>[]::new)).join();
    }

    private Email email(int number) {
        return EmailBuilder.startingBlank()
                .from(Parts.FROM_NAME, Parts.FROM)
                .withBounceTo("bounces@example.org")
                .to(letters.name(number), Letters.address(number))
                .withSubject(Parts.SUBJECT)
                .withHTMLText(letters.html(number))
                .buildEmail();
    }
}
