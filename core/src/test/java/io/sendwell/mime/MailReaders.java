package io.sendwell.mime;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimePart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.BinaryBody;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** Parsers that are not ours. */
final class MailReaders {

    private MailReaders() {}

    /** Angus Mail, the reference implementation of Jakarta Mail. */
    static ParsedMail angus(byte[] octets) throws IOException, MessagingException {
        Properties strict = new Properties();
        strict.setProperty("mail.mime.address.strict", "true");
        MimeMessage message = new MimeMessage(Session.getInstance(strict), new ByteArrayInputStream(octets));
        ParsedMail.Builder found = new ParsedMail.Builder();
        found.subject(message.getSubject() == null ? "" : message.getSubject());
        for (var address : message.getFrom()) {
            InternetAddress mailbox = (InternetAddress) address;
            found.from(mailbox.getPersonal() == null ? "" : mailbox.getPersonal(), mailbox.getAddress());
        }
        for (var address : message.getRecipients(Message.RecipientType.TO)) {
            InternetAddress mailbox = (InternetAddress) address;
            found.to(mailbox.getPersonal() == null ? "" : mailbox.getPersonal(), mailbox.getAddress());
        }
        angus(message, found);
        return found.build();
    }

    private static void angus(MimePart part, ParsedMail.Builder found) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                angus((MimePart) multipart.getBodyPart(i), found);
            }
        } else if (part.getDisposition() == null) {
            String text = (String) part.getContent();
            if (part.isMimeType("text/html")) {
                found.html(text);
            } else {
                found.text(text);
            }
        } else {
            found.file(fileName(part), content(part), part.getContentID() == null ? "" : part.getContentID());
        }
    }

    private static String fileName(Part part) throws MessagingException {
        return String.valueOf(part.getFileName());
    }

    private static byte[] content(Part part) throws IOException, MessagingException {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    /** Apache Mime4j, set to refuse what is not strictly right. */
    static ParsedMail mime4j(byte[] octets) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(MimeConfig.STRICT);
        builder.setDecodeMonitor(DecodeMonitor.STRICT);
        org.apache.james.mime4j.dom.Message message = builder.parseMessage(new ByteArrayInputStream(octets));
        ParsedMail.Builder found = new ParsedMail.Builder();
        found.subject(message.getSubject() == null ? "" : message.getSubject());
        for (Mailbox mailbox : message.getFrom()) {
            found.from(mailbox.getName() == null ? "" : mailbox.getName(), mailbox.getAddress());
        }
        for (Mailbox mailbox : message.getTo().flatten()) {
            found.to(mailbox.getName() == null ? "" : mailbox.getName(), mailbox.getAddress());
        }
        mime4j(message, found);
        message.dispose();
        return found.build();
    }

    private static void mime4j(Entity entity, ParsedMail.Builder found) throws IOException {
        if (entity.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart) {
            for (Entity part : multipart.getBodyParts()) {
                mime4j(part, found);
            }
        } else if (entity.getDispositionType() == null) {
            String text = new String(octets(entity), StandardCharsets.UTF_8);
            if (entity.getMimeType().equals("text/html")) {
                found.html(text);
            } else {
                found.text(text);
            }
        } else {
            var contentId = entity.getHeader().getField("Content-ID");
            found.file(entity.getFilename(), octets(entity), contentId == null ? "" : contentId.getBody());
        }
    }

    private static byte[] octets(Entity entity) throws IOException {
        InputStream content = entity.getBody() instanceof TextBody text
                ? text.getInputStream()
                : ((BinaryBody) entity.getBody()).getInputStream();
        try (content) {
            return content.readAllBytes();
        }
    }

    /** Whether this program runs here with this argument, to skip with a reason when it does not. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** A script of another language, which reads all messages in one run. */
    static List<ParsedMail> script(String program, String script, List<byte[]> messages, Path directory)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program);
        Path copy = directory.resolve(script);
        try (InputStream in = MailReaders.class.getResourceAsStream(script)) {
            Files.write(copy, in.readAllBytes());
        }
        command.add(copy.toString());
        for (int i = 0; i < messages.size(); i++) {
            command.add(Files.write(directory.resolve(String.format(Locale.ROOT, "%04d.eml", i)), messages.get(i))
                    .toString());
        }
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new AssertionError(program + " failed: " + Files.readString(errors));
        }
        List<ParsedMail.Builder> found = new ArrayList<>();
        for (String line : Files.readAllLines(output, StandardCharsets.US_ASCII)) {
            note(line.split(" ", -1), found);
        }
        return found.stream().map(ParsedMail.Builder::build).toList();
    }

    private static void note(String[] words, List<ParsedMail.Builder> found) {
        if (words[0].equals("message")) {
            found.add(new ParsedMail.Builder());
            return;
        }
        ParsedMail.Builder mail = found.get(found.size() - 1);
        switch (words[0]) {
            case "subject" -> mail.subject(utf8(words[1]));
            case "from" -> mail.from(utf8(words[1]), utf8(words[2]));
            case "to" -> mail.to(utf8(words[1]), utf8(words[2]));
            case "plain" -> mail.text(utf8(words[1]));
            case "html" -> mail.html(utf8(words[1]));
            case "file" -> mail.file(utf8(words[1]), octets(words[2]), utf8(words[3]));
            default -> mail.defect(utf8(words[1]));
        }
    }

    private static String utf8(String word) {
        return new String(octets(word), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String word) {
        return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
    }
}
