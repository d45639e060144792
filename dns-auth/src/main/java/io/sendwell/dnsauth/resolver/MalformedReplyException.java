package io.sendwell.dnsauth.resolver;

/** What came back is no answer; never leaves the package. */
final class MalformedReplyException extends Exception {

    private static final long serialVersionUID = 1;

    MalformedReplyException(String message) {
        super(message, null, false, false);
    }
}
