package io.sendwell.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** A list of words that comes with the library, with its date in the first line. */
final class DataFile {

    private DataFile() {}

    /** The words of a file beside this class: apart by white space, {@code #} begins a line of comment. */
    static Set<String> words(String name) {
        try (InputStream in = Objects.requireNonNull(DataFile.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .flatMap(line -> Arrays.stream(line.strip().split("\\s+", -1)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The list " + name + " cannot be read.", e);
        }
    }
}
