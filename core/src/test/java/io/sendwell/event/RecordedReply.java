package io.sendwell.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One line of {@code replies.txt}, whose head explains it: what was said, and how it is to be read. */
public record RecordedReply(String row, BounceKind kind, String about, Diagnostic said, String line) {

    private static final String RESOURCE = "replies.txt";
    private static final Pattern LINE = Pattern.compile("(B\\d+) (\\w+) (\\w+) ((?:\\{[^}]+} )*)(.*)");
    private static final Pattern FACT = Pattern.compile("\\{(\\S+) ?(\\S*)}");

    /** All of them. */
    public static List<RecordedReply> all() {
        try (InputStream in = Objects.requireNonNull(RecordedReply.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(RecordedReply::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RecordedReply parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(line);
        }
        return new RecordedReply(
                matcher.group(1),
                BounceKind.valueOf(matcher.group(2)),
                matcher.group(3),
                said(matcher.group(4), matcher.group(5)),
                line);
    }

    private static Diagnostic said(String facts, String text) {
        String action = "";
        String status = "";
        ReplyOrigin origin = ReplyOrigin.RECEIVER;
        RecipientDomain domain = RecipientDomain.UNKNOWN;
        Matcher fact = FACT.matcher(facts);
        while (fact.find()) {
            switch (fact.group(1)) {
                case "action" -> action = fact.group(2);
                case "status" -> status = fact.group(2);
                case "us" -> origin = ReplyOrigin.OUR_RELAY;
                case "none" -> domain = RecipientDomain.TAKES_NONE;
                default -> throw new IllegalArgumentException(fact.group());
            }
        }
        Diagnostic diagnostic = status.isEmpty()
                ? Diagnostic.inText(text).action(action)
                : Diagnostic.deliveryStatus(action, status, text);
        return diagnostic.origin(origin).domain(domain);
    }

    @Override
    public String toString() {
        return line;
    }
}
