package io.sendwell.esp.mailjet;

import io.sendwell.esp.mailjet.MailjetAnswer.ApiError;
import java.util.Map;

/**
 * What an error of the Send API v3.1 means for a message, by code where the guide names one, else by status.
 *
 * <p>Errors about the key ({@link Kind#ROUTE}) and about what it may use ({@link Kind#PERMISSION}) say nothing against
 * the message or its recipients: once somebody has mended the key, validated the sender or lifted the suspension, the same
 * message goes. So they defer, for the operator to see and mend; a recipient must not be given up for them.
 */
final class MailjetErrors {

    /** What an error is about. */
    enum Kind {
        /** The API key or its rate: nothing goes until that is mended, or some time has passed. */
        ROUTE,
        /** What the key may use, such as an author that nobody validated: other messages may go meanwhile. */
        PERMISSION,
        /** This message: it would be refused again. */
        MESSAGE,
        /** One address of this message. */
        RECIPIENT,
        /** The size of the call; fewer or smaller messages may pass. */
        TOO_LARGE,
        /** Mailjet's own failure: nobody knows whether it took the message. */
        UNKNOWN_OUTCOME
    }

    private static final Map<String, Kind> BY_CODE = Map.ofEntries(
            Map.entry("mj-0001", Kind.ROUTE), // API key suspended
            Map.entry("mj-0015", Kind.ROUTE), // no valid credentials
            Map.entry("send-0006", Kind.PERMISSION), // the key may not use Sender
            Map.entry("send-0007", Kind.PERMISSION), // Sender is not validated
            Map.entry("send-0008", Kind.PERMISSION), // From is not validated
            Map.entry("send-0010", Kind.PERMISSION), // template not usable by this key
            Map.entry("send-0013", Kind.PERMISSION), // no such monitoring category at this key
            Map.entry("mj-0011", Kind.TOO_LARGE),
            Map.entry("mj-0013", Kind.RECIPIENT));

    private MailjetErrors() {}

    static Kind kindOf(ApiError error) {
        Kind byCode = BY_CODE.get(error.code());
        return byCode == null ? kindOf(error.statusCode()) : byCode;
    }

    /** Whether the same message goes once somebody has mended something, so that it is only deferred. */
    static boolean mayBeMended(ApiError error) {
        Kind kind = kindOf(error);
        return kind == Kind.ROUTE || kind == Kind.PERMISSION;
    }

    /** By the status of HTTP, for answers without a code. */
    static Kind kindOf(int status) {
        return switch (status) {
            case 413 -> Kind.TOO_LARGE;
            case 400, 422 -> Kind.MESSAGE;
            // By convention a 503 means that the request was not begun.
            case 408, 429, 503 -> Kind.ROUTE;
            default -> {
                if (status >= 500) {
                    yield Kind.UNKNOWN_OUTCOME;
                }
                // 401, 403; 404 and redirects, too: a base URL where there is no Send API.
                yield status >= 300 ? Kind.ROUTE : Kind.MESSAGE;
            }
        };
    }
}
