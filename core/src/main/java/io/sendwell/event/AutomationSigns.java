package io.sendwell.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows programs that load pictures and follow links by what they call themselves, and by how soon they come: proxies of mail
 * services, and scanners that look at mail before people do. A person's program is never taken for one of them for want of a name.
 *
 * <p>The words are those that these programs are seen to use; they are compared without regard to case.
 */
public final class AutomationSigns {

    // Gmail's, Yahoo's and Mail.ru's proxies load pictures for everybody, most of them when the mail arrives or is
    // opened.
    private static final List<String> PROXIES =
            List.of("googleimageproxy", "ggpht.com", "yahoomailproxy", "mailruimageproxy", "imageproxy");

    // The whole of what Apple's Mail Privacy Protection says of itself, since 2021.
    private static final String PRIVACY_PROTECTION = "mozilla/5.0";

    // Gmail, when it loads the pictures of a message that arrives while somebody is logged in. No browser has two
    // products that begin the list.
    private static final String GMAIL_AHEAD = "edge/12.246 mozilla/5.0";

    /** What it takes a server to hand a message on, and a person to see it, open it and read it, is more. */
    private static final Duration SOONEST = Duration.ofSeconds(5);

    /** Reporters cut the time down to a second. */
    private static final Duration CUT_OFF = Duration.ofSeconds(1);

    private static final List<String> PROGRAMS = List.of(
            "bot",
            "crawler",
            "spider",
            "preview",
            "scanner",
            "barracuda",
            "proofpoint",
            "mimecast",
            "forcepoint",
            "symantec",
            "messagelabs",
            "trendmicro",
            "fireeye",
            "cloudmark",
            "safelinks",
            "urldefense",
            "headlesschrome",
            "phantomjs",
            "python",
            "curl/",
            "wget/",
            "libwww-perl",
            "go-http-client",
            "okhttp",
            "apache-httpclient",
            "java/",
            "axios/",
            "node-fetch",
            "ruby",
            "php/",
            "powershell",
            "facebookexternalhit",
            "whatsapp");

    private AutomationSigns() {}

    /** The rule by which this agent is a program; empty when nothing speaks for it. */
    public static Optional<AutomationRule> ofAgent(String agent) {
        String words = agent.toLowerCase(Locale.ROOT);
        if (words.strip().equals(PRIVACY_PROTECTION) || words.endsWith(GMAIL_AHEAD)) {
            return Optional.of(AutomationRule.FETCHED_AHEAD);
        }
        if (PROXIES.stream().anyMatch(words::contains)) {
            return Optional.of(AutomationRule.IMAGE_PROXY);
        }
        return PROGRAMS.stream().anyMatch(words::contains)
                ? Optional.of(AutomationRule.AGENT_IS_A_PROGRAM)
                : Optional.empty();
    }

    /** The visit, marked when its agent is a program. One that is marked already stays so. */
    public static Visit marked(Visit visit) {
        return visit.likelyAutomatic().isPresent()
                ? visit
                : ofAgent(visit.agent()).map(visit::by).orElse(visit);
    }

    /**
     * The visit, marked when it came too soon. One that is marked already stays so. A visit that is reported from before the
     * message says something of two clocks, and nothing of a program.
     *
     * @param at when it came, by the reporter's clock
     * @param createdAt when the message was made; it was delivered later, and much later if it was scheduled, so that many a visit
     *     passes that came too soon, and none is marked that did not
     */
    public static Visit marked(Visit visit, Instant at, Instant createdAt) {
        boolean tooSoon = !at.isBefore(createdAt.minus(CUT_OFF)) && at.isBefore(createdAt.plus(SOONEST));
        return tooSoon && visit.likelyAutomatic().isEmpty() ? visit.by(AutomationRule.TOO_SOON) : visit;
    }
}
