package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.identity.OnBehalfOf;
import io.sendwell.route.Route;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * How one account sends: by its first route, and where that cannot carry a mail, by the SMTP server behind the ESP. Immutable.
 *
 * @param id whose settings these are
 * @param timeZone in which its days and months are counted
 * @param onBehalfOf whether its mail may leave on behalf of its authors
 * @param firstRoute the way out that is tried first
 * @param ownServer its own SMTP server, if it has one
 */
public record AccountSettings(
        AccountId id, ZoneId timeZone, OnBehalfOf onBehalfOf, Route firstRoute, Optional<OwnServer> ownServer) {

    public AccountSettings {
        if (firstRoute == Route.ACCOUNT_SMTP && ownServer.isEmpty()) {
            throw new IllegalArgumentException(
                    "Account " + id + " sends by its own SMTP server but names none: call withOwnServer(...).");
        }
    }

    /** An account that sends by the ESP, in UTC, on behalf of its authors where that arrives. */
    public static AccountSettings of(String id) {
        return new AccountSettings(AccountId.of(id), ZoneOffset.UTC, OnBehalfOf.AUTO, Route.ESP, Optional.empty());
    }

    /** The same account in another time zone. */
    public AccountSettings withTimeZone(ZoneId value) {
        return new AccountSettings(id, value, onBehalfOf, firstRoute, ownServer);
    }

    /** The same account with another setting of on behalf of. */
    public AccountSettings withOnBehalfOf(OnBehalfOf value) {
        return new AccountSettings(id, timeZone, value, firstRoute, ownServer);
    }

    /** The same account, which tries this way out first. */
    public AccountSettings withFirstRoute(Route value) {
        return new AccountSettings(id, timeZone, onBehalfOf, value, ownServer);
    }

    /** The same account with an SMTP server of its own, by which all its mail leaves. */
    public AccountSettings withOwnServer(OwnServer value) {
        return new AccountSettings(id, timeZone, onBehalfOf, Route.ACCOUNT_SMTP, Optional.of(value));
    }

    // An account that sends by a server of its own has chosen to answer for its mail: nothing else is tried.
    List<Route> candidates() {
        return switch (firstRoute) {
            case ESP -> List.of(Route.ESP, ownServer.isPresent() ? Route.ACCOUNT_SMTP : Route.OPERATOR_SMTP);
            case OPERATOR_SMTP -> List.of(Route.OPERATOR_SMTP);
            case ACCOUNT_SMTP -> List.of(Route.ACCOUNT_SMTP);
        };
    }
}
