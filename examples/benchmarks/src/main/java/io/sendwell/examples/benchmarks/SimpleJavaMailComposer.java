package io.sendwell.examples.benchmarks;

import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.email.EmailPopulatingBuilder;
import org.simplejavamail.converter.EmailConverter;
import org.simplejavamail.email.EmailBuilder;

/** Simple Java Mail, which is a second object model above Angus Mail. */
final class SimpleJavaMailComposer implements Composer {

    @Override
    public void compose(Parts parts, OutputStream out) throws IOException {
        try {
            EmailConverter.emailToMimeMessage(email(parts)).writeTo(out);
        } catch (MessagingException e) {
            throw new IOException(e);
        }
    }

    static Email email(Parts parts) {
        EmailPopulatingBuilder builder = EmailBuilder.startingBlank()
                .from(Parts.FROM_NAME, Parts.FROM)
                .to(Parts.TO_NAME, Parts.TO)
                .withSubject(Parts.SUBJECT)
                .withPlainText(parts.text())
                .withHTMLText(parts.html());
        if (parts.hasFiles()) {
            builder = builder.withEmbeddedImage("logo", parts.logo(), "image/png")
                    .withAttachment(Parts.REPORT_NAME, parts.report(), "application/pdf");
        }
        return builder.buildEmail();
    }
}
