package io.sendwell.examples.crm.web;

import jakarta.activation.DataSource;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a person filled in, with the files that were chosen. */
public final class Form {

    /** No form takes more: three times what leaves by the ESP. */
    public static final int LIMIT = 24 * 1024 * 1024;

    private final Map<String, List<String>> fields;
    private final List<Upload> uploads;

    private Form(Map<String, List<String>> fields, List<Upload> uploads) {
        this.fields = fields;
        this.uploads = uploads;
    }

    /** A file that was chosen. */
    public record Upload(String field, String fileName, String contentType, Supplier<byte[]> content) {}

    static Form read(String contentType, InputStream body) throws IOException {
        byte[] octets = body.readNBytes(LIMIT + 1);
        if (octets.length > LIMIT) {
            throw new BadRequestException(413, "That is more than " + LIMIT / 1024 / 1024 + " MB in one form.");
        }
        if (contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            return multipart(new ByteArrayDataSource(octets, contentType));
        }
        return new Form(decoded(new String(octets, StandardCharsets.UTF_8)), List.of());
    }

    // A form with files is a MIME multipart (RFC 7578), and the reader of those is here already.
    private static Form multipart(DataSource source) throws IOException {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<Upload> uploads = new ArrayList<>();
        try {
            MimeMultipart parts = new MimeMultipart(source);
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                String name = parameter(part, "name");
                byte[] content = part.getInputStream().readAllBytes();
                String fileName = parameter(part, "filename");
                if (!fileName.isEmpty()) {
                    uploads.add(new Upload(name, fileName, part.getContentType(), content::clone));
                } else if (!disposition(part).contains("filename=")) {
                    fields.computeIfAbsent(name, absent -> new ArrayList<>())
                            .add(new String(content, StandardCharsets.UTF_8));
                }
            }
        } catch (MessagingException e) {
            throw new BadRequestException(400, "The form cannot be read.");
        }
        return new Form(fields, uploads);
    }

    private static String disposition(BodyPart part) throws MessagingException {
        String[] lines = part.getHeader("Content-Disposition");
        return lines == null ? "" : lines[0];
    }

    // Browsers write a name in UTF-8 as it is, with %22 for a quote.
    private static String parameter(BodyPart part, String name) throws MessagingException {
        String line = new String(disposition(part).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        String mark = "; " + name + "=\"";
        int from = line.indexOf(mark);
        int to = from < 0 ? -1 : line.indexOf('"', from + mark.length());
        return to < 0 ? "" : line.substring(from + mark.length(), to).replace("%22", "\"");
    }

    /** A segment of a path, in which a plus is a plus. */
    static String plain(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "The address is not encoded as it should be.");
        }
    }

    static Map<String, List<String>> decoded(@Nullable String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return values;
        }
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            try {
                values.computeIfAbsent(URLDecoder.decode(name, StandardCharsets.UTF_8), absent -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(400, "The address or the form is not encoded as it should be.");
            }
        }
        return values;
    }

    /** What stands in a field, without blanks around it; empty when nothing does. */
    public String value(String name) {
        return fields.getOrDefault(name, List.of()).stream()
                .findFirst()
                .orElse("")
                .strip();
    }

    /** What stands in a field that has to be filled in; browsers see to it, others are told. */
    public String needed(String name) {
        return filled(name).orElseThrow(() -> new BadRequestException(400, "Fill in \"" + name + "\"."));
    }

    /** What stands in a field, unless it is blank. */
    public Optional<String> filled(String name) {
        return Optional.of(value(name)).filter(value -> !value.isEmpty());
    }

    /** All values of a field, such as of boxes that were ticked. */
    public List<String> values(String name) {
        return List.copyOf(fields.getOrDefault(name, List.of()));
    }

    /** Whether a box was ticked. */
    public boolean ticked(String name) {
        return fields.containsKey(name);
    }

    /** The files that were chosen. */
    public List<Upload> uploads() {
        return List.copyOf(uploads);
    }
}
