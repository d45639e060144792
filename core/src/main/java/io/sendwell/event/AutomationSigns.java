package io.sendwell.event;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Knows programs that load pictures and follow links by what they call themselves: proxies of mail services, and scanners that
 * look at mail before people do. A person's program is never taken for one of them for want of a name.
 *
 * <p>The words are those that these programs are seen to use; they are compared without regard to case.
 */
public final class AutomationSigns {

    // Gmail's, Yahoo's and Mail.ru's proxies load pictures for everybody, most of them when the mail arrives or is
    // opened.
    private static final List<String> PROXIES =
            List.of("googleimageproxy", "ggpht.com", "yahoomailproxy", "mailruimageproxy", "imageproxy");

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
}
