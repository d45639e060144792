package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.field.address.DefaultAddressParser;
import org.apache.james.mime4j.message.BodyPart;
import org.apache.james.mime4j.message.BodyPartBuilder;
import org.apache.james.mime4j.message.DefaultMessageWriter;
import org.apache.james.mime4j.message.MultipartBuilder;
import org.apache.james.mime4j.stream.RawField;

/** Apache Mime4j's object model and writer, the fastest peer. */
final class Mime4jComposer implements Composer {

    private final DefaultMessageWriter writer = new DefaultMessageWriter();

    @Override
    public void compose(Parts parts, OutputStream out) throws IOException {
        Multipart alternative = MultipartBuilder.create("alternative")
                .addBodyPart(text("plain", parts.text()))
                .addBodyPart(text("html", parts.html()))
                .build();
        Message message;
        try {
            message = Message.Builder.of()
                    .setFrom(DefaultAddressParser.DEFAULT.parseMailbox(Parts.FROM_NAME + " <" + Parts.FROM + ">"))
                    .setTo(DefaultAddressParser.DEFAULT.parseMailbox(Parts.TO_NAME + " <" + Parts.TO + ">"))
                    .setSubject(Parts.SUBJECT)
                    .setDate(Date.from(Instant.now()))
                    .generateMessageId("example.org")
                    .setBody(parts.hasFiles() ? mixed(alternative, parts) : alternative)
                    .build();
        } catch (org.apache.james.mime4j.field.address.ParseException e) {
            throw new IOException(e);
        }
        writer.writeMessage(message, out);
    }

    private static Multipart mixed(Multipart alternative, Parts parts) throws IOException {
        BodyPartBuilder logo = BodyPartBuilder.create();
        logo.addField(new RawField("Content-ID", "<logo>"));
        Multipart related = MultipartBuilder.create("related")
                .addBodyPart(BodyPartBuilder.create().setBody(alternative).build())
                .addBodyPart(logo.setBody(parts.logo(), "image/png")
                        .setContentTransferEncoding("base64")
                        .setContentDisposition("inline", Parts.LOGO_NAME)
                        .build())
                .build();
        return MultipartBuilder.create("mixed")
                .addBodyPart(BodyPartBuilder.create().setBody(related).build())
                .addBodyPart(BodyPartBuilder.create()
                        .setBody(parts.report(), "application/pdf")
                        .setContentTransferEncoding("base64")
                        .setContentDisposition("attachment", Parts.REPORT_NAME)
                        .build())
                .build();
    }

    private static BodyPart text(String subtype, String content) throws IOException {
        return BodyPartBuilder.create()
                .setBody(content, subtype, StandardCharsets.UTF_8)
                .setContentTransferEncoding("quoted-printable")
                .build();
    }
}
