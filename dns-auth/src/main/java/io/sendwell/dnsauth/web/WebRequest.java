package io.sendwell.dnsauth.web;

import io.sendwell.address.DomainName;

/**
 * What is asked of a website: one file, by GET.
 *
 * @param scheme how
 * @param host of whom; the name stands in the Host field and is what the certificate is checked against
 * @param path which file, beginning with a slash; no query
 * @param maxBody how many octets of the body are read at most
 * @param redirects what becomes of a redirect
 */
public record WebRequest(Scheme scheme, DomainName host, String path, int maxBody, Redirects redirects) {

    /** Octets that are read unless said otherwise: a proof is not longer. */
    public static final int DEFAULT_MAX_BODY = 1024;

    /** How a website is asked. */
    public enum Scheme {
        /** With TLS and a certificate that is checked. */
        HTTPS,
        /** In the clear, where anybody on the way can answer. */
        HTTP;

        /** {@code https} or {@code http}. */
        String text() {
            return this == HTTPS ? "https" : "http";
        }
    }

    /** What becomes of a redirect. One to another host is never followed: it could lead anywhere. */
    public enum Redirects {
        /** It is the answer. */
        ANSWER,
        /** Up to three are followed at the same host, from http to https but not back; any other is the answer. */
        FOLLOWED_WITHIN_HOST
    }

    /**
     * @throws IllegalArgumentException when the host is an address literal, the path is no path, or the limit is not
     *     positive
     */
    public WebRequest {
        if (host.isAddressLiteral()) {
            throw new IllegalArgumentException("A website has a name here; found the address " + host + ".");
        }
        if (!path.startsWith("/") || !path.chars().allMatch(WebRequest::isPathCharacter)) {
            throw new IllegalArgumentException(
                    "A path begins with a slash and has letters, digits, slashes, dots, hyphens and underscores; found \""
                            + path + "\".");
        }
        if (maxBody < 1) {
            throw new IllegalArgumentException("At least one octet of a body is read; found " + maxBody + ".");
        }
    }

    private static boolean isPathCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/.-_".indexOf(c) >= 0;
    }

    /** A file by https, of up to {@value #DEFAULT_MAX_BODY} octets; a redirect is the answer. */
    public static WebRequest https(DomainName host, String path) {
        return new WebRequest(Scheme.HTTPS, host, path, DEFAULT_MAX_BODY, Redirects.ANSWER);
    }

    /** A file by http, of up to {@value #DEFAULT_MAX_BODY} octets; a redirect is the answer. */
    public static WebRequest http(DomainName host, String path) {
        return new WebRequest(Scheme.HTTP, host, path, DEFAULT_MAX_BODY, Redirects.ANSWER);
    }

    /** The same with up to so many octets of the body. */
    public WebRequest withMaxBody(int octets) {
        return new WebRequest(scheme, host, path, octets, redirects);
    }

    /** The same, following redirects within the host. */
    public WebRequest followingWithinHost() {
        return new WebRequest(scheme, host, path, maxBody, Redirects.FOLLOWED_WITHIN_HOST);
    }

    /** The URL, without a port. */
    @Override
    public String toString() {
        return scheme.text() + "://" + host + path;
    }
}
