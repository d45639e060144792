package io.sendwell.examples.benchmarks;

import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Sendwell as an application would use it: a renderer without memory, and one for a broadcast with shared files. */
final class SendwellComposer implements Composer {

    private static final DomainName DOMAIN = DomainName.parse("example.org");

    private final boolean shared;
    private final MimeRenderer renderer;
    private List<Attachment> files = List.of();
    private long number;

    SendwellComposer(Parts.Scenario scenario) {
        shared = scenario == Parts.Scenario.CAMPAIGN;
        renderer = shared ? MimeRenderer.forBroadcast() : MimeRenderer.create();
    }

    @Override
    public void compose(Parts parts, OutputStream out) throws IOException {
        if (parts.hasFiles() && (!shared || files.isEmpty())) {
            files = List.of(
                    attachment(Parts.LOGO_NAME, "image/png", parts.logo()).inline("logo"),
                    attachment(Parts.REPORT_NAME, "application/pdf", parts.report()));
        }
        MailBuilder builder = Mail.compose()
                .from(Parts.FROM_NAME, Parts.FROM)
                .to(Parts.TO_NAME, Parts.TO)
                .subject(Parts.SUBJECT)
                .text(parts.text())
                .html(parts.html());
        files.forEach(builder::attach);
        Mail mail = builder.build();
        Mailbox from = mail.from();
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                from,
                Optional.empty(),
                Optional.empty(),
                new MessageId("m" + number++, DOMAIN),
                Instant.now(),
                List.of());
        renderer.render(outgoing, MimeOptions.sevenBit()).writeTo(out);
    }

    private static Attachment attachment(String name, String type, byte[] octets) {
        return Attachment.of(name, type, octets.length, () -> new ByteArrayInputStream(octets));
    }
}
