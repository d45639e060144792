package io.sendwell.testkit.inbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What to answer: a status, header fields and octets. There is no cookie in it. */
public final class InboxReply {

    /** Writes the octets of a reply. */
    interface Octets {
        void writeTo(OutputStream out) throws IOException;
    }

    private final int status;
    private final Map<String, String> headers;
    private final long length;
    private final Octets octets;

    InboxReply(int status, Map<String, String> headers, long length, Octets octets) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.length = length;
        this.octets = octets;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The header fields, {@code Content-Type} among them. */
    public Map<String, String> headers() {
        return headers;
    }

    /** How many octets the body has. */
    public long length() {
        return length;
    }

    /** Writes the body, which is not to be sent in answer to {@code HEAD}. Does not close. */
    public void writeTo(OutputStream out) throws IOException {
        octets.writeTo(out);
    }

    @Override
    public String toString() {
        return "InboxReply[" + status + "]";
    }
}
