package io.sendwell.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The codes in what a server said, perhaps as another program reports it.
 *
 * @param replyCode such as {@code 550}; empty when there is none
 * @param enhancedCode such as {@code 5.1.1}; empty when there is none
 */
record StatusCodes(String replyCode, String enhancedCode) {

    private static final String ENHANCED = "[245]\\.\\d{1,3}\\.\\d{1,3}(?![\\w.])";

    // Two codes side by side are codes wherever they stand; a code alone only where an answer begins. Otherwise each
    // "limit of 500 recipients" and each "filter 4.2.1" would be one.
    private static final Pattern TOGETHER =
            Pattern.compile("(?<![\\w.-])([245]\\d\\d)[ -]{1,2}[#\\[(]?(" + ENHANCED + ")");
    private static final Pattern ALONE = Pattern.compile(
            "(?:^|[;(\\[\"'>]|[\\])]:|\\bsaid:?|\\n)[ \\t]{0,4}(?:([245]\\d\\d)(?=[ -]|$)|#?(" + ENHANCED + "))");
    private static final Pattern MARKED = Pattern.compile("#(" + ENHANCED + ")");

    // X.1 is about the address, X.2 about the mailbox (RFC 3463 section 2).
    private static final Pattern ABOUT_THE_ADDRESS = Pattern.compile("5\\.[12]\\..*");

    /** The first of each in the text. */
    static StatusCodes in(String text) {
        String start = Wording.start(text);
        Matcher together = TOGETHER.matcher(start);
        String enhanced = together.find() ? together.group(2) : "";
        String reply = enhanced.isEmpty() ? "" : together.group(1);
        int from = enhanced.isEmpty() ? start.length() : together.start();
        Matcher alone = ALONE.matcher(start).region(0, from);
        while (alone.find()) {
            if (alone.group(1) != null) {
                reply = alone.group(1);
                // It may quote an earlier reply: "554 gave up; at first it said 452 4.3.2".
                enhanced = !enhanced.isEmpty() && enhanced.charAt(0) != reply.charAt(0) ? "" : enhanced;
                break;
            }
            enhanced = enhanced.isEmpty() ? alone.group(2) : enhanced;
        }
        Matcher marked = MARKED.matcher(start);
        if (enhanced.isEmpty() && marked.find()) {
            enhanced = marked.group(1);
        }
        return new StatusCodes(reply, enhanced);
    }

    /** With a report's own status code in the place of one that the server did not say, as far as it can be believed. */
    StatusCodes orStatus(String status) {
        boolean madeUp =
                !replyCode.isEmpty() && ABOUT_THE_ADDRESS.matcher(status).lookingAt();
        return enhancedCode.isEmpty() && !madeUp ? new StatusCodes(replyCode, status) : this;
    }
}
