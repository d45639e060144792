package io.sendwell.unsubscribe;

import java.util.Map;

/**
 * What to answer: a status, header fields and a page in UTF-8. There is no redirect and no cookie in it.
 *
 * @param status the HTTP status
 * @param headers the header fields, {@code Content-Type} among them
 * @param body the page; not to be sent in answer to {@code HEAD}
 */
public record PageReply(int status, Map<String, String> headers, String body) {

    public PageReply {
        headers = Map.copyOf(headers);
    }

    /** The status alone: a page names a person, if masked. */
    @Override
    public String toString() {
        return "PageReply[" + status + "]";
    }
}
