package io.sendwell.event;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Says what a bounce is about, by a table whose first matching row decides.
 *
 * <p>The table that comes with Sendwell is {@code bounces.txt} beside this class: 32 numbered rows, each with what it looks for,
 * what that means, whether the address is written to no more, and whose rule it is. What is temporary is never {@link
 * BounceKind#HARD}; neither is what is about us, whatever its code.
 *
 * <p>Of a text {@value Wording#MOST_EXAMINED} characters are looked at, and the work on them is bounded. Immutable; threads may
 * share it.
 */
public final class BounceClassifier {

    private static final BounceClassifier SHIPPED = of(lines());

    private final List<BounceRow> rows;

    BounceClassifier(List<BounceRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /** The table that comes with this version of Sendwell; its date stands in its first line. It has a row for everything. */
    public static BounceClassifier shipped() {
        return SHIPPED;
    }

    /**
     * A table of the application's own, or a provider's.
     *
     * @param lines as in {@code bounces.txt}, whose head says how they are written
     * @throws IllegalArgumentException when a line is none of a table; the text quotes it
     */
    public static BounceClassifier of(List<String> lines) {
        return new BounceClassifier(BounceTableReader.read(lines));
    }

    /**
     * What it is about. Never throws for anything that the other side said.
     *
     * @return our reading beside its own words, of which {@value Wording#MOST_EXAMINED} characters are kept, on one line; of the
     *     kind {@link BounceKind#UNKNOWN} and without a row when none matches
     */
    public Bounce classify(Diagnostic diagnostic) {
        Reading reading = Reading.of(diagnostic);
        String code = Stream.of(diagnostic.replyCode(), diagnostic.enhancedCode())
                .map(Wording::kept)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        String text = Wording.kept(diagnostic.text());
        return rows.stream()
                .filter(row -> row.matches(reading))
                .findFirst()
                .map(row -> new Bounce(row.kind(), row.name(), code, text))
                .orElse(new Bounce(BounceKind.UNKNOWN, "", code, text));
    }

    List<BounceRow> rows() {
        return rows;
    }

    private static List<String> lines() {
        String resource = "bounces.txt";
        try (InputStream in = Objects.requireNonNull(BounceClassifier.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
