package io.sendwell.examples.benchmarks;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;

/** Angus Mail by the Jakarta Mail API. */
final class AngusComposer implements Composer {

    private final Session session = Session.getInstance(new Properties());

    @Override
    public void compose(Parts parts, OutputStream out) throws IOException {
        try {
            message(session, parts).writeTo(out);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    static MimeMessage message(Session session, Parts parts) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(Parts.FROM, Parts.FROM_NAME, "UTF-8"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(Parts.TO, Parts.TO_NAME, "UTF-8"));
        message.setSubject(Parts.SUBJECT, "UTF-8");
        message.setSentDate(Date.from(Instant.now()));
        MimeBodyPart text = new MimeBodyPart();
        text.setText(parts.text(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(parts.html(), "UTF-8", "html");
        MimeMultipart alternative = new MimeMultipart("alternative", text, html);
        if (parts.hasFiles()) {
            MimeBodyPart logo = file(Parts.LOGO_NAME, "image/png", parts.logo());
            logo.setDisposition(MimeBodyPart.INLINE);
            logo.setContentID("<logo>");
            MimeMultipart related = new MimeMultipart("related", part(alternative), logo);
            message.setContent(new MimeMultipart(
                    "mixed", part(related), file(Parts.REPORT_NAME, "application/pdf", parts.report())));
        } else {
            message.setContent(alternative);
        }
        message.saveChanges();
        return message;
    }

    private static MimeBodyPart part(MimeMultipart content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(content);
        return part;
    }

    private static MimeBodyPart file(String name, String type, byte[] octets) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(octets, type)));
        part.setFileName(name);
        return part;
    }
}
