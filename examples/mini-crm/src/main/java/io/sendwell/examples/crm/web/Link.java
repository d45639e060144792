package io.sendwell.examples.crm.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;

/** An address that a page may lead to: one of ours, or one elsewhere by http or https. */
public final class Link {

    private final String url;

    private Link(String url) {
        this.url = url;
    }

    /**
     * An address of ours.
     *
     * @param path begins with a slash; each {@code {}} is a value, which is one segment whatever is in it
     */
    public static Link to(String path, Object... segments) {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("An address of ours begins with one slash; found " + path);
        }
        String url = path;
        for (Object segment : segments) {
            String encoded = encoded(String.valueOf(segment)).replace("+", "%20");
            url = url.replaceFirst("\\{}", Matcher.quoteReplacement(encoded));
        }
        return new Link(url);
    }

    /** The same with one more parameter. */
    public Link with(String name, Object value) {
        return new Link(url + (url.contains("?") ? "&" : "?") + encoded(name) + "=" + encoded(String.valueOf(value)));
    }

    /** A place on the page that is shown. */
    public static Link here(String id) {
        return new Link("#" + encoded(id));
    }

    /** An address elsewhere; empty for one that is not of http or https, which stays text. */
    public static Optional<Link> elsewhere(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = (scheme.equals("http") || scheme.equals("https")) && uri.getHost() != null;
            return web ? Optional.of(new Link(uri.toASCIIString())) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return url;
    }
}
