package io.sendwell.examples.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The command line, taken apart: words by their place, options by their names. Immutable. */
final class Arguments {

    private static final Set<String> FLAGS = Set.of("--json", "--help", "--lines");

    private static final Set<String> WITH_VALUE = Set.of(
            "--resolver",
            "--language",
            "--snapshot",
            "--replay",
            "--host",
            "--reports",
            "--include",
            "--ip",
            "--algorithm",
            "--out",
            "--key",
            "--domain",
            "--selector");

    private final List<String> words;
    private final Map<String, List<String>> options;

    private Arguments(List<String> words, Map<String, List<String>> options) {
        this.words = List.copyOf(words);
        this.options = Map.copyOf(options);
    }

    /** @throws UsageException for an option that nobody knows, or one without its value */
    static Arguments parse(List<String> line) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new LinkedHashMap<>();
        for (int i = 0; i < line.size(); i++) {
            String argument = line.get(i);
            if (FLAGS.contains(argument)) {
                options.put(argument, List.of());
            } else if (WITH_VALUE.contains(argument)) {
                if (i + 1 == line.size() || line.get(i + 1).startsWith("--")) {
                    throw new UsageException(argument + " wants a value behind it.");
                }
                options.computeIfAbsent(argument, name -> new ArrayList<>()).add(line.get(++i));
            } else if (argument.startsWith("--")) {
                throw new UsageException("There is no option " + argument + ".");
            } else {
                words.add(argument);
            }
        }
        return new Arguments(words, options);
    }

    /** How many words there are. */
    int count() {
        return words.size();
    }

    /** The words from the second on, with the same options. */
    Arguments afterFirst() {
        return new Arguments(words.subList(1, words.size()), options);
    }

    /** The words, where the command takes so many. */
    List<String> words(String... names) {
        if (words.size() != names.length) {
            throw new UsageException("Wanted " + String.join(" ", names) + "; found "
                    + (words.isEmpty() ? "nothing" : String.join(" ", words)) + ".");
        }
        return words;
    }

    String first() {
        return words.get(0);
    }

    boolean has(String flag) {
        return options.containsKey(flag);
    }

    List<String> all(String option) {
        return options.getOrDefault(option, List.of());
    }

    Optional<String> one(String option) {
        List<String> values = all(option);
        if (values.size() > 1) {
            throw new UsageException(option + " is there more than once.");
        }
        return values.stream().findFirst();
    }

    String required(String option) {
        return one(option).orElseThrow(() -> new UsageException(option + " is missing."));
    }

    /** A word or value as something else; what the factory objects to becomes an objection to the command line. */
    static <T> T read(String text, Function<String, T> factory) {
        try {
            return factory.apply(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
