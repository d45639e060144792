package io.sendwell.examples.benchmarks;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;

/**
 * What a parser finds in a mail.
 *
 * @param subject the subject, decoded
 * @param contents the decoded octets of each part that holds no further ones, by media type
 */
record ParsedMail(String subject, Map<String, byte[]> contents) {

    static ParsedMail byAngus(byte[] mail) throws MessagingException, IOException {
        MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
        Map<String, byte[]> contents = new HashMap<>();
        collect(message, contents);
        return new ParsedMail(message.getSubject(), contents);
    }

    static ParsedMail byMime4j(byte[] mail) throws IOException {
        Message message = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(mail));
        Map<String, byte[]> contents = new HashMap<>();
        collect(message, contents);
        return new ParsedMail(message.getSubject(), contents);
    }

    private static void collect(Part part, Map<String, byte[]> contents) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                collect(multipart.getBodyPart(i), contents);
            }
            return;
        }
        String type = part.getContentType().split(";", 2)[0];
        contents.put(
                type.strip().toLowerCase(java.util.Locale.ROOT),
                part.getInputStream().readAllBytes());
    }

    private static void collect(Entity part, Map<String, byte[]> contents) throws IOException {
        if (part.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart) {
            for (Entity child : multipart.getBodyParts()) {
                collect(child, contents);
            }
            return;
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        ((SingleBody) part.getBody()).writeTo(octets);
        contents.put(part.getMimeType(), octets.toByteArray());
    }

    /**
     * Compares with what the mail was made of.
     *
     * @throws IllegalStateException when something is missing or different
     */
    void requireSame(Parts parts) {
        require("subject", subject.equals(Parts.SUBJECT));
        requirePart("text/plain", parts.text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        requirePart("text/html", parts.html().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        if (parts.hasFiles()) {
            requirePart("image/png", parts.logo());
            requirePart("application/pdf", parts.report());
        }
        require("number of parts", contents.size() == (parts.hasFiles() ? 4 : 2));
    }

    private void requirePart(String type, byte[] expected) {
        require(type, Arrays.equals(contents.getOrDefault(type, new byte[0]), expected));
    }

    private static void require(String what, boolean same) {
        if (!same) {
            throw new IllegalStateException("The parsed mail differs from what it was made of: " + what + ".");
        }
    }
}
