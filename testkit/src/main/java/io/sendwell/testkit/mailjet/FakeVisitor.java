package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

/**
 * Who loads a picture or follows a link, as the service reports it.
 *
 * @param ip {@code ip}
 * @param geo {@code geo}, an ISO 3166-1 country code; may be empty
 * @param agent {@code agent}, the User-Agent
 */
public record FakeVisitor(String ip, String geo, String agent) {

    /** Somebody with a browser. */
    public static final FakeVisitor PERSON = new FakeVisitor(
            "192.0.2.10", "DK", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");

    /** The proxy through which Gmail loads pictures. */
    public static final FakeVisitor IMAGE_PROXY = new FakeVisitor(
            "192.0.2.66",
            "US",
            "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)");

    /** Apple's Mail Privacy Protection, which loads pictures ahead and says no more than this. */
    public static final FakeVisitor PRIVACY_PROTECTION = new FakeVisitor("192.0.2.77", "US", "Mozilla/5.0");

    public FakeVisitor {
        requireNonNull(ip, "ip");
        requireNonNull(geo, "geo");
        requireNonNull(agent, "agent");
    }
}
