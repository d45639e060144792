package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The rules of a public suffix list, sorted in one array of octets: about 200 kB for the list of 2026, and a look-up takes
 * some fifteen comparisons a label.
 */
final class SuffixRules implements PublicSuffixList {

    /** The list of 2026 has about 10,000 rules. */
    private static final int MAX_RULES = 100_000;

    /** Lines are read character by character, so that one without an end costs no memory. */
    private static final int MAX_LINE = 1000;

    private static final String BEGIN_ICANN = "===BEGIN ICANN DOMAINS===";
    private static final String END_ICANN = "===END ICANN DOMAINS===";
    private static final String BEGIN_PRIVATE = "===BEGIN PRIVATE DOMAINS===";
    private static final String END_PRIVATE = "===END PRIVATE DOMAINS===";

    private final byte[] rules;
    private final int[] ends;

    private SuffixRules(SortedSet<String> sorted) {
        ends = new int[sorted.size()];
        rules = new byte[sorted.stream().mapToInt(String::length).sum()];
        int end = 0;
        int index = 0;
        for (String rule : sorted) {
            byte[] octets = rule.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(octets, 0, rules, end, octets.length);
            end += octets.length;
            ends[index++] = end;
        }
    }

    static SuffixRules read(Reader reader, Set<Section> sections) throws IOException {
        TreeSet<String> rules = new TreeSet<>();
        BufferedReader lines = new BufferedReader(reader);
        boolean wanted = true;
        StringBuilder line = new StringBuilder(80);
        while (nextLine(lines, line)) {
            String text = line.toString().strip();
            if (text.startsWith("//")) {
                wanted = wantedAfter(text, sections, wanted);
            } else if (wanted && !text.isEmpty()) {
                ruleIn(text).ifPresent(rules::add);
                if (rules.size() > MAX_RULES) {
                    throw new IllegalArgumentException(
                            "A public suffix list has some 10,000 rules; this text has more than " + MAX_RULES + ".");
                }
            }
        }
        if (rules.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no rule in this text; a public suffix list as publicsuffix.org publishes it is wanted.");
        }
        return new SuffixRules(rules);
    }

    private static boolean nextLine(BufferedReader reader, StringBuilder line) throws IOException {
        line.setLength(0);
        int c = reader.read();
        if (c < 0) {
            return false;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < MAX_LINE) {
                line.append((char) c);
            }
            c = reader.read();
        }
        return true;
    }

    private static boolean wantedAfter(String comment, Set<Section> sections, boolean wanted) {
        if (comment.contains(BEGIN_ICANN)) {
            return sections.contains(Section.ICANN);
        }
        if (comment.contains(BEGIN_PRIVATE)) {
            return sections.contains(Section.PRIVATE);
        }
        return wanted || comment.contains(END_ICANN) || comment.contains(END_PRIVATE);
    }

    /** The rule up to the first blank, in A-labels, with {@code *.} or {@code !} before it; empty when it is none. */
    private static Optional<String> ruleIn(String line) {
        int blank = 0;
        while (blank < line.length() && !Character.isWhitespace(line.charAt(blank))) {
            blank++;
        }
        String rule = line.substring(0, blank);
        String mark = rule.startsWith("*.") ? "*." : rule.startsWith("!") ? "!" : "";
        try {
            return Optional.of(mark
                    + DomainName.parseDnsName(rule.substring(mark.length())).ascii());
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /** The algorithm of publicsuffix.org: an exception wins, else the longest rule, else the last label. */
    @Override
    public Optional<DomainName> registeredDomain(DomainName domain) {
        if (domain.isAddressLiteral()) {
            return Optional.empty();
        }
        // From the whole name upwards, so that the first rule that matches is the longest.
        Optional<DomainName> below = Optional.empty();
        Optional<DomainName> name = Optional.of(domain);
        while (name.isPresent()) {
            String ascii = name.get().ascii();
            Optional<DomainName> parent = name.get().parent();
            if (has("!" + ascii)) {
                return name;
            }
            if (has(ascii) || parent.isPresent() && has("*." + parent.get().ascii()) || parent.isEmpty()) {
                return below;
            }
            below = name;
            name = parent;
        }
        return Optional.empty();
    }

    private boolean has(String rule) {
        int low = 0;
        int high = ends.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compare(middle, rule);
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return false;
    }

    private int compare(int index, String rule) {
        int start = index == 0 ? 0 : ends[index - 1];
        int length = ends[index] - start;
        for (int i = 0; i < Math.min(length, rule.length()); i++) {
            int difference = rules[start + i] - rule.charAt(i);
            if (difference != 0) {
                return difference;
            }
        }
        return length - rule.length();
    }
}
