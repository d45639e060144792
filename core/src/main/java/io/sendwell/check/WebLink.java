package io.sendwell.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A link taken apart as a browser would.
 *
 * @param scheme in lower case; empty when there is none
 * @param userInfo what stands before {@code @} in the authority
 * @param host in lower case, without port; empty when there is none
 */
record WebLink(String scheme, String userInfo, String host) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+-]*");
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Pattern NUMERIC =
            Pattern.compile("(?:0x[0-9a-f]*|[0-9]+)(?:\\.(?:0x[0-9a-f]*|[0-9]+)){0,3}\\.?");

    /** Takes a link apart that has neither white space nor controls. */
    static WebLink of(String link) {
        int colon = link.indexOf(':');
        String before = colon < 0 ? "" : link.substring(0, colon);
        // A name with a dot in front of the colon is a host with a port: schemes with dots are not seen in mail.
        String scheme = SCHEME.matcher(before).matches() ? before.toLowerCase(Locale.ROOT) : "";
        String rest = scheme.isEmpty() ? link : link.substring(colon + 1);
        if (!rest.startsWith("//")) {
            return new WebLink(scheme, "", "");
        }
        int end = 2;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(2, end);
        int at = authority.lastIndexOf('@');
        return new WebLink(scheme, at < 0 ? "" : authority.substring(0, at), withoutPort(authority.substring(at + 1)));
    }

    private static String withoutPort(String hostAndPort) {
        int port = hostAndPort.lastIndexOf(':');
        boolean literal = hostAndPort.startsWith("[");
        String host =
                port < 0 || (literal && port < hostAndPort.indexOf(']')) ? hostAndPort : hostAndPort.substring(0, port);
        return host.toLowerCase(Locale.ROOT);
    }

    boolean leadsToTheWeb() {
        return WEB.contains(scheme) && !host.isEmpty();
    }

    /** Whether the host is an address: in the usual form, or in one of those that hide that it is one. */
    boolean isAddress() {
        return host.startsWith("[") || NUMERIC.matcher(host).matches();
    }

    /** Whether two hosts are the same, or one stands below the other, or both below the parent of the second. */
    static boolean related(String host, String domain) {
        return isBelow(host, domain) || isBelow(domain, host) || isBelow(host, parent(domain));
    }

    private static boolean isBelow(String host, String domain) {
        return host.equals(domain) || host.endsWith("." + domain);
    }

    // Of two labels or fewer the parent is everybody's.
    private static String parent(String domain) {
        int dot = domain.indexOf('.');
        return dot < 0 || domain.indexOf('.', dot + 1) < 0 ? domain : domain.substring(dot + 1);
    }
}
