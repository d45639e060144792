package io.sendwell.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a table of bounces; how it is written stands in the head of {@code bounces.txt}. */
final class BounceTableReader {

    private static final String WHEN = "  when ";
    private static final String GOES_ON = "      ";
    private static final Pattern REPLY_CODE = Pattern.compile("[2-5x][0-9x]{2}");
    private static final int PARTS_OF_A_HEAD = 4;

    private final Map<String, String> named = new HashMap<>();
    private final List<BounceRow> rows = new ArrayList<>();

    private BounceTableReader() {}

    /**
     * The rows in their order.
     *
     * @throws IllegalArgumentException when a line is none of a table; the text quotes it
     */
    static List<BounceRow> read(List<String> lines) {
        BounceTableReader reader = new BounceTableReader();
        for (String line : joined(lines)) {
            try {
                reader.take(line);
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("This is no line of a table of bounces: " + line, e);
            }
        }
        return List.copyOf(reader.rows);
    }

    private static List<String> joined(List<String> lines) {
        List<String> whole = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(GOES_ON)) {
                whole.set(whole.size() - 1, whole.get(whole.size() - 1) + " " + line.strip());
            } else if (!line.isBlank() && line.charAt(0) != '#') {
                whole.add(line.stripTrailing());
            }
        }
        return whole;
    }

    private void take(String line) {
        if (line.charAt(0) == '$') {
            int equals = line.indexOf(" = ");
            named.put(line.substring(0, equals), line.substring(equals + 3));
        } else if (line.startsWith(WHEN)) {
            BounceRow row = rows.remove(rows.size() - 1);
            List<Clue> ways = new ArrayList<>(row.ways());
            ways.add(way(line.substring(WHEN.length())));
            rows.add(new BounceRow(row.name(), row.kind(), row.meaning(), ways));
        } else {
            rows.add(head(line));
        }
    }

    private static BounceRow head(String line) {
        String[] parts = line.split(" +", PARTS_OF_A_HEAD);
        BounceKind kind = BounceKind.valueOf(parts[1]);
        Listing listing = Listing.valueOf(constant(parts[2]));
        if (listing != kind.listing()) {
            throw new IllegalArgumentException("A bounce of the kind " + kind + " is listed " + kind.listing() + ".");
        }
        return new BounceRow(parts[0], kind, parts[3], List.of());
    }

    private Clue way(String clues) {
        return Arrays.stream(clues.split("; ", -1))
                .map(this::clue)
                .reduce(Clue::and)
                .orElseThrow();
    }

    private Clue clue(String text) {
        int blank = text.indexOf(' ');
        String what = blank < 0 ? text : text.substring(0, blank);
        String rest = blank < 0 ? "" : text.substring(blank + 1);
        return switch (what) {
            case "not" -> clue(rest).not();
            case "5xx" -> Clue.permanent();
            case "reply" -> Clue.reply(replyCodes(rest));
            case "code" ->
                Clue.code(words(rest).stream().map(CodePattern::parse).toList());
            case "says" -> Clue.says(phrases(rest).map(Phrase::of).toList());
            case "word" -> Clue.word(phrases(rest).map(Phrase::ofWords).toList());
            case "action" -> Clue.action(words(rest));
            case "by" -> Clue.by(ReplyOrigin.valueOf(constant(rest)));
            case "domain" -> Clue.domain(RecipientDomain.valueOf(constant(rest)));
            case "anything" -> reading -> true;
            default -> throw new IllegalArgumentException("There is no clue of the name \"" + what + "\".");
        };
    }

    private Stream<String> phrases(String text) {
        String phrases = text.startsWith("$") ? named.getOrDefault(text, "") : text;
        if (phrases.isBlank()) {
            throw new IllegalArgumentException("There is no text of the name " + text + " above.");
        }
        return Arrays.stream(phrases.split("\\|", -1)).map(String::strip);
    }

    private static List<String> replyCodes(String text) {
        List<String> codes = words(text);
        if (!codes.stream().allMatch(code -> REPLY_CODE.matcher(code).matches())) {
            throw new IllegalArgumentException("A reply code has three digits, or x for any: " + text);
        }
        return codes;
    }

    /** The constant of an enumeration that a table writes in lower case, with hyphens. */
    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
