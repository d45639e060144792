package io.sendwell.examples.benchmarks;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** Angus Mail over one connection that stays open. */
final class AngusSmtpSender implements LoopFigures.Sending {

    private final Letters letters = new Letters();
    private final Session session;
    private final Transport transport;
    private int next;

    AngusSmtpSender(int port, boolean noDelay) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.from", "bounces@example.org");
        if (noDelay) {
            properties.put("mail.smtp.socketFactory", NoDelaySocketFactory.getDefault());
        }
        session = Session.getInstance(properties);
        transport = session.getTransport("smtp");
        transport.connect("127.0.0.1", port, null, null);
    }

    @Override
    public void send(int mails) throws MessagingException, UnsupportedEncodingException {
        for (int sent = 0; sent < mails; sent++) {
            MimeMessage message = message(next++);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private MimeMessage message(int number) throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(Parts.FROM, Parts.FROM_NAME, "UTF-8"));
        message.setRecipient(
                Message.RecipientType.TO, new InternetAddress(Letters.address(number), letters.name(number), "UTF-8"));
        message.setSubject(Parts.SUBJECT, "UTF-8");
        message.setSentDate(Date.from(Instant.now()));
        message.setText(letters.html(number), "UTF-8", "html");
        message.saveChanges();
        return message;
    }
}
