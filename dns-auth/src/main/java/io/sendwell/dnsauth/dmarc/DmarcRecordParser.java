package io.sendwell.dnsauth.dmarc;

import io.sendwell.dnsauth.dmarc.DmarcProblem.Kind;
import io.sendwell.identity.DmarcPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one record from left to right, and never gives up: RFC 9989 section 4.8 discards what is wrong and keeps the rest.
 *
 * <p>That is why the tag lists of DKIM are read elsewhere: there one error makes the whole list worthless (RFC 6376 section
 * 3.2), and blanks within a value belong to it.
 */
final class DmarcRecordParser {

    /** More addresses than that no receiver serves; RFC 7489 section 6.3 asks for two. */
    private static final int MAX_ADDRESSES = 20;

    private static final Map<String, DmarcPolicy> POLICIES =
            Map.of("none", DmarcPolicy.NONE, "quarantine", DmarcPolicy.QUARANTINE, "reject", DmarcPolicy.REJECT);
    private static final Map<String, AlignmentMode> MODES =
            Map.of("r", AlignmentMode.RELAXED, "s", AlignmentMode.STRICT);
    private static final Map<String, Boolean> YES_OR_NO = Map.of("y", true, "n", false);
    private static final Map<String, PublicSuffixFlag> SUFFIX_FLAGS =
            Map.of("y", PublicSuffixFlag.YES, "n", PublicSuffixFlag.NO, "u", PublicSuffixFlag.UNSAID);

    private final String text;
    private final List<DmarcProblem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> bad = new HashSet<>();

    private @Nullable DmarcPolicy policy;
    private @Nullable DmarcPolicy subdomainPolicy;
    private @Nullable DmarcPolicy nonexistentPolicy;
    private @Nullable AlignmentMode dkimAlignment;
    private @Nullable AlignmentMode spfAlignment;
    private @Nullable Boolean testing;
    private @Nullable PublicSuffixFlag publicSuffix;
    private OptionalInt percentage = OptionalInt.empty();
    private final List<ReportAddress> aggregateReports = new ArrayList<>();
    private final List<ReportAddress> failureReports = new ArrayList<>();
    private final Set<Character> failureOptions = new TreeSet<>();

    DmarcRecordParser(String text) {
        this.text = text;
    }

    /** A piece between semicolons, without the blanks around it. */
    private record Tag(String name, String value, int position, int valuePosition) {}

    DmarcRecord parse() {
        int end = Math.min(text.length(), DmarcRecord.MAX_LENGTH);
        int start = 0;
        int count = 0;
        while (start <= end) {
            int semicolon = text.indexOf(';', start);
            int stop = semicolon < 0 || semicolon > end ? end : semicolon;
            if (count == 0 && !isVersion(start, stop)) {
                add(Kind.NOT_DMARC, "v", start, text.substring(start, stop));
                break;
            }
            if (count > 0) {
                takePiece(start, stop, count);
            }
            start = stop + 1;
            count++;
        }
        return finish();
    }

    private boolean isVersion(int start, int stop) {
        Optional<Tag> tag = tag(start, stop);
        if (tag.isEmpty() || !tag.get().name().equals("v") || !tag.get().value().equals("DMARC1")) {
            return false;
        }
        if (tag.get().position() > start) {
            add(Kind.LEADING_BLANK, "v", start, text.substring(start, stop));
        }
        seen.add("v");
        return true;
    }

    private void takePiece(int start, int stop, int count) {
        int from = skipBlanks(start, stop);
        if (from == stop) {
            return; // after the last semicolon, or between two
        }
        Optional<Tag> read = tag(start, stop);
        if (read.isEmpty()) {
            add(Kind.NO_TAG, "", from, text.substring(from, stop));
            return;
        }
        Tag tag = read.get();
        if (!seen.add(tag.name())) {
            add(Kind.DUPLICATE_TAG, tag.name(), tag.position(), text.substring(tag.position(), stop));
        }
        if (tag.name().equals("p") && count > 1) {
            add(Kind.POLICY_NOT_SECOND, "p", tag.position(), text.substring(tag.position(), stop));
        }
        take(tag);
    }

    private void take(Tag tag) {
        switch (tag.name()) {
            case "v" -> {}
            case "p" -> policy = strictest(policy, oneOf(POLICIES, tag));
            case "sp" -> subdomainPolicy = strictest(subdomainPolicy, oneOf(POLICIES, tag));
            case "np" -> nonexistentPolicy = strictest(nonexistentPolicy, oneOf(POLICIES, tag));
            case "adkim" -> dkimAlignment = strictest(dkimAlignment, oneOf(MODES, tag));
            case "aspf" -> spfAlignment = strictest(spfAlignment, oneOf(MODES, tag));
            case "t" -> testing = first(testing, oneOf(YES_OR_NO, tag));
            case "psd" -> publicSuffix = first(publicSuffix, oneOf(SUFFIX_FLAGS, tag));
            case "rua" -> takeAddresses(tag, aggregateReports);
            case "ruf" -> takeAddresses(tag, failureReports);
            case "fo" -> takeFailureOptions(tag);
            case "pct" -> {
                removed(tag);
                takePercentage(tag);
            }
            case "rf", "ri" -> removed(tag);
            default -> add(Kind.UNKNOWN_TAG, tag.name(), tag.position(), tag.value());
        }
    }

    private void removed(Tag tag) {
        add(Kind.REMOVED_TAG, tag.name(), tag.position(), tag.name() + "=" + tag.value());
    }

    /** RFC 9989 section 4.8 writes its values as ABNF strings, which know no case (RFC 5234 section 2.3). */
    private <T> @Nullable T oneOf(Map<String, T> values, Tag tag) {
        T value = values.get(tag.value().toLowerCase(Locale.ROOT));
        if (value == null) {
            badValue(tag);
        }
        return value;
    }

    private void badValue(Tag tag) {
        add(Kind.BAD_VALUE, tag.name(), tag.valuePosition(), tag.value());
    }

    /** The enums put what is stricter last. */
    private static <E extends Enum<E>> @Nullable E strictest(@Nullable E one, @Nullable E other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static <T> @Nullable T first(@Nullable T one, @Nullable T other) {
        return one == null ? other : one;
    }

    private void takePercentage(Tag tag) {
        String value = tag.value();
        boolean number =
                !value.isEmpty() && value.length() <= 3 && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || Integer.parseInt(value) > 100) {
            badValue(tag);
        } else if (percentage.isEmpty()) {
            percentage = OptionalInt.of(Integer.parseInt(value));
        }
    }

    private void takeFailureOptions(Tag tag) {
        for (String option : tag.value().split(":", -1)) {
            String letter = option.strip().toLowerCase(Locale.ROOT);
            if (letter.length() == 1 && "01ds".contains(letter)) {
                failureOptions.add(letter.charAt(0));
            } else {
                badValue(tag);
                return;
            }
        }
    }

    private void takeAddresses(Tag tag, List<ReportAddress> addresses) {
        int start = 0;
        while (start <= tag.value().length() && addresses.size() < MAX_ADDRESSES) {
            int comma = tag.value().indexOf(',', start);
            int stop = comma < 0 ? tag.value().length() : comma;
            String piece = tag.value().substring(start, stop).strip();
            Optional<ReportAddress> address = ReportAddress.read(piece);
            if (address.isEmpty()) {
                add(Kind.BAD_ADDRESS, tag.name(), tag.valuePosition() + start, piece);
            } else {
                addresses.add(address.get());
                if (address.get().maxOctets().isPresent()) {
                    add(Kind.SIZE_LIMIT, tag.name(), tag.valuePosition() + start, piece);
                }
            }
            start = stop + 1;
        }
    }

    private Optional<Tag> tag(int start, int stop) {
        int from = skipBlanks(start, stop);
        int equals = from;
        while (equals < stop && text.charAt(equals) != '=') {
            equals++;
        }
        if (equals == stop) {
            return Optional.empty();
        }
        String name = text.substring(from, blanksBefore(from, equals)).toLowerCase(Locale.ROOT);
        if (name.isEmpty() || !name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')) {
            return Optional.empty();
        }
        int valueStart = skipBlanks(equals + 1, stop);
        return Optional.of(new Tag(name, text.substring(valueStart, blanksBefore(valueStart, stop)), from, valueStart));
    }

    private int skipBlanks(int start, int stop) {
        int i = start;
        while (i < stop && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int blanksBefore(int start, int stop) {
        int i = stop;
        while (i > start && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /** WSP of RFC 5234, and line ends, which DKIM's folding white space lets in. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private DmarcRecord finish() {
        if (seen.contains("v")) {
            if (!seen.contains("p")) {
                add(Kind.POLICY_MISSING, "p", 0, "");
            }
            if (policy == null && aggregateReports.isEmpty()) {
                add(Kind.WITHOUT_EFFECT, "p", 0, "");
            }
            if (text.length() > DmarcRecord.MAX_LENGTH) {
                add(Kind.TOO_LONG, "", DmarcRecord.MAX_LENGTH, "");
            }
        }
        if (failureOptions.isEmpty()) {
            failureOptions.add('0');
        }
        return new DmarcRecord(
                text,
                Optional.ofNullable(policy),
                Optional.ofNullable(subdomainPolicy),
                Optional.ofNullable(nonexistentPolicy),
                dkimAlignment == null ? AlignmentMode.RELAXED : dkimAlignment,
                spfAlignment == null ? AlignmentMode.RELAXED : spfAlignment,
                testing != null && testing,
                publicSuffix == null ? PublicSuffixFlag.UNSAID : publicSuffix,
                percentage,
                aggregateReports,
                failureReports,
                failureOptions,
                problems);
    }

    /** A bad value is never left out, since it changes what the record says; there are few tags that can have one. */
    private void add(Kind kind, String tag, int position, String piece) {
        if (problems.size() < DmarcRecord.MAX_PROBLEMS || kind == Kind.BAD_VALUE && bad.add(tag)) {
            problems.add(new DmarcProblem(kind, tag, position, piece));
        }
    }
}
