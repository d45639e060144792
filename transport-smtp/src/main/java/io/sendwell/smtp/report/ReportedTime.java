package io.sendwell.smtp.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the date-time of RFC 5322 section 3.3, and of older mail. */
final class ReportedTime {

    private static final Pattern COMMENT = Pattern.compile("\\([^()]{0,100}\\)");
    private static final Pattern DATE_TIME = Pattern.compile(
            "(?:[A-Za-z]{3},?\\s{1,4})?(\\d{1,2}\\s{1,4}[A-Za-z]{3}\\s{1,4}\\d{4}\\s{1,4}\\d{2}:\\d{2})(:\\d{2})?(?:\\s{1,4}([+-]\\d{4}|[A-Za-z]{1,4}))?");
    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d ")
            .appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT)
            .appendPattern(" uuuu HH:mm:ss xx")
            .toFormatter(Locale.ROOT);

    private ReportedTime() {}

    /** The first of these that can be read, but not later than now: no report is of the future, whatever its clock says. */
    static Instant firstOf(Instant now, String... texts) {
        return Stream.of(texts)
                .map(ReportedTime::parsed)
                .flatMap(Optional::stream)
                .findFirst()
                .filter(at -> at.isBefore(now))
                .orElse(now);
    }

    static Optional<Instant> parsed(String text) {
        Matcher found = DATE_TIME.matcher(COMMENT.matcher(text).replaceAll(" "));
        if (!found.find()) {
            return Optional.empty();
        }
        // A zone by name is one of North America (RFC 5322 section 4.3) or unknown; both are hours off at most.
        String zone =
                found.group(3) == null || Character.isLetter(found.group(3).charAt(0)) ? "+0000" : found.group(3);
        String seconds = found.group(2) == null ? ":00" : found.group(2);
        try {
            return Optional.of(
                    OffsetDateTime.parse(found.group(1).replaceAll("\\s+", " ") + seconds + " " + zone, FORMAT)
                            .toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
