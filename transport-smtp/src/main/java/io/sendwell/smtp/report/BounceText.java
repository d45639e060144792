package io.sendwell.smtp.report;

import io.sendwell.address.EmailAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bounce message that is written for people, in one of the forms that servers use which do not follow RFC 3464.
 *
 * @param delayed whether it is still being tried
 * @param failures for whom, and why; empty when that cannot be told
 */
record BounceText(boolean delayed, List<Failure> failures) {

    /** How much is looked at: bounces come to the point. */
    private static final int MOST_EXAMINED = 65_536;

    private static final int MOST_RECIPIENTS = 200;

    // Each begins what a server has to say; the name of the server is the comment. None is what a person would write.
    private static final List<Pattern> OPENINGS = Stream.of(
                    "^Hi\\. This is the ", // qmail, and what speaks its QSBMF
                    "^Sorry, we were unable to deliver your message to the following address", // Yahoo
                    "^This message was created automatically by mail delivery software", // Exim
                    "^A message that you (?:have )?sent could not be delivered to ", // Exim, with an opening of its
                    // operator's
                    "^This is the (?:Postfix program|mail system) at host ", // Postfix
                    "^ *-+ The following addresses had (?:permanent|transient|delivery) ", // sendmail
                    "did not reach (?:some or all of the intended|the following) recipient", // Exchange 5.5 to 2003
                    "^Delivery (?:has failed|is delayed) to (?:these|the following) recipients", // Exchange since 2007
                    "^Your message to .{1,200} couldn't be delivered", // Exchange Online
                    "^Delivery to the following recipients? (?:failed permanently|has been delayed)", // Gmail
                    "^ *was not delivered to:", // Domino
                    "^I was unable to deliver your message to the following address", // MessageLabs
                    "^The following (?:message|recipient).{0,80} (?:could not be|was not) delivered") // IMail, MDaemon
            .map(opening -> Pattern.compile(opening, Pattern.CASE_INSENSITIVE | Pattern.MULTILINE))
            .toList();

    private static final Pattern DELAYED = Pattern.compile(
            "WARNING MESSAGE ONLY|THIS IS A WARNING ONLY|transient non-fatal errors|has been delayed|is delayed"
                    + "|has not (?:yet )?been delivered|will be retried|not yet been delivered|attempts to deliver .{0,40} will continue",
            Pattern.CASE_INSENSITIVE);

    // What follows is the message that came back, which has addresses and codes of its own.
    private static final Pattern COPY = Pattern.compile(
            "^(?:--- ?Below this line is |-+ ?This is a copy |-+ ?Original message|-+ ?Message header|-+ ?Unsent message"
                    + "|-+ ?Begin message|Original message headers:|Received: |Return-Path: |Reporting-MTA:)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private static final Pattern TRANSCRIPT = Pattern.compile("^ *-+ Transcript of session", Pattern.MULTILINE);

    private static final Pattern RECIPIENT = Pattern.compile(
            "^([ \\t]*)(?:[^<>@\\n]{0,100}<mailto:)?<?([^\\s<>:;,\"'()@]{1,64}@[\\p{L}\\p{N}.-]{1,253}?)\\.{0,3}>?"
                    + "(?=[ \\t]*(?:$|:|\\(|\\.\\.\\.| on |<mailto:|,? because))");

    private static final Pattern CODE =
            Pattern.compile("(?<![\\w.-])[245]\\d\\d[ -]|(?<![\\w.])[245]\\.\\d{1,3}\\.\\d{1,3}(?![\\w.])");

    /**
     * One recipient whom it did not reach.
     *
     * @param recipient empty when the text names nobody
     * @param words what was said of it, with its codes
     */
    record Failure(Optional<EmailAddress> recipient, String words) {}

    /**
     * Reads a text.
     *
     * @param named who is named beside the text ({@code X-Failed-Recipients}); nobody else is meant then
     * @return empty when it has none of the known forms
     */
    static Optional<BounceText> read(String text, List<EmailAddress> named) {
        String start = text.length() <= MOST_EXAMINED ? text : text.substring(0, MOST_EXAMINED);
        String plain = start.replace("\r\n", "\n").replace('\u2019', '\'');
        Optional<Matcher> opening = OPENINGS.stream()
                .map(pattern -> pattern.matcher(plain))
                .filter(Matcher::find)
                .findFirst();
        if (opening.isEmpty() && named.isEmpty()) {
            return Optional.empty();
        }
        int begin = opening.map(Matcher::start).orElse(0);
        Matcher copy = COPY.matcher(plain).region(begin, plain.length());
        String said = plain.substring(begin, copy.find() ? copy.start() : plain.length());
        return Optional.of(new BounceText(DELAYED.matcher(said).find(), failures(said, named)));
    }

    private static List<Failure> failures(String said, List<EmailAddress> named) {
        Map<String, EmailAddress> recipients = new LinkedHashMap<>();
        Map<String, StringBuilder> words = new LinkedHashMap<>();
        named.forEach(address -> recipients.putIfAbsent(address.normalForm(), address));
        @Nullable StringBuilder current = null;
        int indent = -1;
        for (String line : said.lines().toList()) {
            Matcher found = RECIPIENT.matcher(line);
            Optional<EmailAddress> address =
                    found.lookingAt() && (indent < 0 || found.group(1).length() <= indent)
                            ? ReportedAddress.parsed(found.group(2))
                            : Optional.empty();
            boolean meant = address.filter(one -> named.isEmpty()
                            ? recipients.size() < MOST_RECIPIENTS
                            : recipients.containsKey(one.normalForm()))
                    .isPresent();
            if (meant) {
                indent = found.group(1).length();
                recipients.putIfAbsent(address.get().normalForm(), address.get());
                current = words.computeIfAbsent(address.get().normalForm(), key -> new StringBuilder());
                current.append(line, found.end(), line.length()).append('\n');
            } else if (current != null) {
                current.append(line).append('\n');
            }
        }
        List<Failure> failures = new ArrayList<>();
        boolean one = recipients.size() == 1;
        recipients.forEach((key, address) -> failures.add(new Failure(
                Optional.of(address),
                telling(
                        words.getOrDefault(key, new StringBuilder(one ? said : ""))
                                .toString(),
                        one))));
        return failures.isEmpty() ? List.of(new Failure(Optional.empty(), telling(said, true))) : failures;
    }

    /** From the first line with a code to the end of its paragraph; all of it when there is none. */
    private static String telling(String words, boolean onlyOne) {
        Matcher transcript = TRANSCRIPT.matcher(words);
        // A transcript is of the whole session: where several failed, it does not say which line is whose.
        String own = !onlyOne && transcript.find() ? words.substring(0, transcript.start()) : words;
        Matcher code = CODE.matcher(own);
        if (!code.find()) {
            return own.replaceFirst("^[:\\s]+", "").strip();
        }
        int lineStart = own.lastIndexOf('\n', code.start()) + 1;
        int paragraphEnd = own.indexOf("\n\n", code.end());
        return own.substring(lineStart, paragraphEnd < 0 ? own.length() : paragraphEnd)
                .replaceFirst("^[:\\s]+", "")
                .strip();
    }
}
