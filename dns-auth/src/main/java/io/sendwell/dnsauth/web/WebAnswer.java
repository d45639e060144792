package io.sendwell.dnsauth.web;

import io.sendwell.dns.IpAddress;
import java.time.Instant;
import java.util.Optional;

/** What a website said to one request, or why it said nothing. */
public sealed interface WebAnswer {

    /** What was asked first. */
    WebRequest request();

    /**
     * It answered.
     *
     * @param url where the answer came from, after redirects
     * @param status of the answer (RFC 9110 section 15)
     * @param address that answered
     * @param body what was read of it, as UTF-8. Other people's text: it is in no {@code toString} and belongs in no log
     * @param wholeBody whether the body ended within the limit
     * @param mediaType the media type without parameters, in lower case (RFC 9110 section 8.3.1); empty when none was given
     * @param redirect where a redirect leads that was not followed, as the site wrote it; empty when it is none
     * @param certificateEnd until when the certificate is valid; empty without TLS
     */
    record Answered(
            WebRequest request,
            String url,
            int status,
            IpAddress address,
            String body,
            boolean wholeBody,
            String mediaType,
            Optional<String> redirect,
            Optional<Instant> certificateEnd)
            implements WebAnswer {

        /** Whether the status is 404 or 410: there is no such file. */
        public boolean isNotFound() {
            return status == 404 || status == 410;
        }

        /** Whether the site has trouble or asks for patience: 429 or 500 and above. */
        public boolean isTrouble() {
            return status == 429 || status >= 500;
        }

        @Override
        public String toString() {
            return "Answered[" + url + ", " + status + ", " + address + ", " + body.length() + " characters]";
        }
    }

    /**
     * There was no answer.
     *
     * @param detail what happened, for people; nothing that the site said
     */
    record Unanswered(WebRequest request, Trouble trouble, String detail) implements WebAnswer {}

    /** Why there was no answer. */
    enum Trouble {
        /** The DNS says that the name has no address. */
        NO_ADDRESS,
        /** The DNS could not be asked. */
        DNS_UNAVAILABLE,
        /** Every address of the name is special, private or our own: nobody was asked. */
        ADDRESS_NOT_PUBLIC,
        /** Nothing listens at the addresses, or nobody can get there. */
        NO_CONNECTION,
        /** No TLS could be agreed on, or the certificate is for another name, expired or not trusted. */
        TLS,
        /** It took too long. */
        TIMEOUT,
        /** What came back was not HTTP, or broke off. */
        BROKEN;

        /** Whether the same may well work a little later, so that nothing follows from it. */
        public boolean isPassing() {
            return this == DNS_UNAVAILABLE || this == TIMEOUT || this == BROKEN;
        }
    }
}
