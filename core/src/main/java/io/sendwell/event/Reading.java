package io.sendwell.event;

import java.util.Optional;

/** A {@link Diagnostic} as the rows of the table look at it. */
record Reading(
        String replyCode,
        Optional<EnhancedCode> enhancedCode,
        String words,
        String action,
        ReplyOrigin origin,
        RecipientDomain domain) {

    private static final int PERMANENT = 5;
    private static final int TEMPORARY = 4;
    private static final int NONE = 0;

    static Reading of(Diagnostic diagnostic) {
        String reply = isReplyCode(diagnostic.replyCode()) ? diagnostic.replyCode() : "";
        return new Reading(
                reply,
                EnhancedCode.parse(diagnostic.enhancedCode()),
                Wording.comparable(diagnostic.text(), reply, diagnostic.enhancedCode()),
                diagnostic.action(),
                diagnostic.origin(),
                diagnostic.domain());
    }

    // Where the two codes disagree, as in 450 5.1.1, it is not for good.
    boolean isPermanent() {
        int reply = replyCode.isEmpty() ? NONE : replyCode.charAt(0) - '0';
        int enhanced = enhancedCode.map(EnhancedCode::statusClass).orElse(NONE);
        return reply == PERMANENT ? enhanced != TEMPORARY : reply == NONE && enhanced == PERMANENT;
    }

    private static boolean isReplyCode(String text) {
        return text.length() == 3
                && text.charAt(0) >= '2'
                && text.charAt(0) <= '5'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
