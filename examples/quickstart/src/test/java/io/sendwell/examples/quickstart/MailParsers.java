package io.sendwell.examples.quickstart;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.address.Mailbox;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.MimeConfig;

/** Parsers that are not ours, each set to be as strict as it can. */
final class MailParsers {

    private MailParsers() {}

    /** Angus Mail, the reference implementation of Jakarta Mail. */
    static ReadMail angus(Path file) throws IOException, MessagingException {
        Properties strict = new Properties();
        strict.setProperty("mail.mime.address.strict", "true");
        try (InputStream in = Files.newInputStream(file)) {
            MimeMessage mail = new MimeMessage(Session.getInstance(strict), in);
            ReadMail found = new ReadMail().with("subject", mail.getSubject());
            for (String field : List.of("From", "Sender", "Reply-To", "To")) {
                String[] bodies = Objects.requireNonNullElse(mail.getHeader(field), new String[0]);
                for (String body : bodies) {
                    for (InternetAddress mailbox : InternetAddress.parseHeader(body, true)) {
                        found.withMailbox(
                                field.toLowerCase(Locale.ROOT),
                                Objects.requireNonNullElse(mailbox.getPersonal(), ""),
                                mailbox.getAddress());
                    }
                }
            }
            angus(mail, found);
            return found;
        }
    }

    private static void angus(Part part, ReadMail found) throws IOException, MessagingException {
        if (part.getContent() instanceof Multipart multipart) {
            for (int i = 0; i < multipart.getCount(); i++) {
                angus(multipart.getBodyPart(i), found);
            }
        } else if (part.getDisposition() == null) {
            found.withText(part.isMimeType("text/html") ? "html" : "plain", (String) part.getContent());
        } else {
            try (InputStream in = part.getInputStream()) {
                found.withFile(part.getFileName(), in.readAllBytes().length);
            }
        }
    }

    /** Apache Mime4j, which throws at what is not strictly right. */
    static ReadMail mime4j(Path file) throws IOException {
        DefaultMessageBuilder strict = new DefaultMessageBuilder();
        strict.setMimeEntityConfig(MimeConfig.STRICT);
        strict.setDecodeMonitor(DecodeMonitor.STRICT);
        try (InputStream in = Files.newInputStream(file)) {
            org.apache.james.mime4j.dom.Message mail = strict.parseMessage(in);
            ReadMail found = new ReadMail().with("subject", mail.getSubject());
            mail.getFrom().forEach(mailbox -> note("from", mailbox, found));
            Optional.ofNullable(mail.getSender()).ifPresent(mailbox -> note("sender", mailbox, found));
            Optional.ofNullable(mail.getReplyTo())
                    .ifPresent(list -> list.flatten().forEach(mailbox -> note("reply-to", mailbox, found)));
            mail.getTo().flatten().forEach(mailbox -> note("to", mailbox, found));
            mime4j(mail, found);
            mail.dispose();
            return found;
        }
    }

    private static void note(String kind, Mailbox mailbox, ReadMail found) {
        found.withMailbox(kind, Objects.requireNonNullElse(mailbox.getName(), ""), mailbox.getAddress());
    }

    private static void mime4j(Entity entity, ReadMail found) throws IOException {
        if (entity.getBody() instanceof org.apache.james.mime4j.dom.Multipart multipart) {
            for (Entity part : multipart.getBodyParts()) {
                mime4j(part, found);
            }
            return;
        }
        try (InputStream in = ((SingleBody) entity.getBody()).getInputStream()) {
            byte[] octets = in.readAllBytes();
            if (entity.getDispositionType() == null) {
                found.withText(
                        entity.getMimeType().equals("text/html") ? "html" : "plain",
                        new String(octets, StandardCharsets.UTF_8));
            } else {
                found.withFile(entity.getFilename(), octets.length);
            }
        }
    }

    /** Whether this command ends well here, to skip a test where its program is not installed. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** A script of another language, which reads all files in one run. */
    static List<ReadMail> script(String program, String script, List<Path> files, Path directory)
            throws IOException, InterruptedException {
        Path copy = directory.resolve(script);
        try (InputStream in = Objects.requireNonNull(MailParsers.class.getResourceAsStream(script), script)) {
            Files.write(copy, in.readAllBytes());
        }
        List<String> command = new ArrayList<>(List.of(program, copy.toString()));
        files.forEach(file -> command.add(file.toString()));
        Path output = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new AssertionError(program + " failed: " + Files.readString(errors));
        }
        List<ReadMail> mails = new ArrayList<>();
        for (String line : Files.readAllLines(output, StandardCharsets.US_ASCII)) {
            String[] words = line.split(" ", -1);
            if (words[0].equals("mail")) {
                mails.add(new ReadMail());
            } else {
                note(words, mails.get(mails.size() - 1));
            }
        }
        return mails;
    }

    private static void note(String[] words, ReadMail found) {
        switch (words[0]) {
            case "from", "sender", "reply-to", "to" -> found.withMailbox(words[0], text(words[1]), text(words[2]));
            case "plain", "html" -> found.withText(words[0], text(words[1]));
            case "file" -> found.withFile(text(words[1]), Long.parseLong(text(words[2])));
            default -> found.with(words[0], text(words[1]));
        }
    }

    private static String text(String word) {
        return word.equals("-") ? "" : new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    }
}
