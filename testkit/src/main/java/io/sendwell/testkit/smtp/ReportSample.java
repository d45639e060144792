package io.sendwell.testkit.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A message that a server, a feedback loop, a program or a person sends back, in a shape that the field knows, written for this
 * testkit. All are about a mail to {@code grace@example.net}, some also to {@code alan@example.net} and {@code yuki@example.net}.
 *
 * <pre>{@code
 * for (ReportSample sample : ReportSample.all()) {
 *     reports.receive(sample.about(receipt.id(), bounceAddresses.proofOf(receipt.id())));
 * }
 * }</pre>
 *
 * @param name what it is
 * @param told what it tells, one entry an event: its type, the recipient or a hyphen, and of a bounce the row of the table and the
 *     codes, of anything else its own word; empty when it is no report at all
 * @param text the message, with {@code {id}} and {@code {copy}} where the mail is named
 */
public record ReportSample(String name, List<String> told, String text) {

    private static final String INDEX = "told.txt";

    public ReportSample {
        told = List.copyOf(told);
    }

    /** All of them. */
    public static List<ReportSample> all() {
        return resource(INDEX)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(ReportSample::read)
                .toList();
    }

    /**
     * One of them.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static ReportSample named(String name) {
        return all().stream()
                .filter(sample -> sample.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no sample \"" + name + "\"."));
    }

    /**
     * The message as it comes, with CRLF, about one mail.
     *
     * @param id our id of the mail
     * @param copy what proves it to be about this copy: the id with its code
     */
    public byte[] about(String id, String copy) {
        return text.replace("{id}", id)
                .replace("{copy}", copy)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }

    private static ReportSample read(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        List<String> told = Stream.of(line.substring(colon + 1).split(" & ", -1))
                .map(String::strip)
                .filter(event -> !event.equals("nothing"))
                .toList();
        return new ReportSample(name, told, resource(name + ".eml"));
    }

    private static String resource(String name) {
        String path = "reports/" + name;
        try (InputStream in = Objects.requireNonNull(ReportSample.class.getResourceAsStream(path), path);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            StringBuilder text = new StringBuilder();
            reader.lines().forEach(line -> text.append(line).append('\n'));
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
