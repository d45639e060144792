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
 * @param postalAddress where its post arrives, as its broadcasts show it
 */
public record AccountSettings(
        AccountId id,
        ZoneId timeZone,
        OnBehalfOf onBehalfOf,
        Route firstRoute,
        Optional<OwnServer> ownServer,
        Optional<String> postalAddress) {

    // What is shorter is found in any text.
    private static final int SHORTEST_ADDRESS = 8;

    public AccountSettings {
        if (firstRoute == Route.ACCOUNT_SMTP && ownServer.isEmpty()) {
            throw new IllegalArgumentException(
                    "Account " + id + " sends by its own SMTP server but names none: call withOwnServer(...).");
        }
        postalAddress.ifPresent(address -> requireAddress(id, address));
    }

    /** An account that sends by the ESP, in UTC, on behalf of its authors where that arrives. */
    public static AccountSettings of(String id) {
        return new AccountSettings(
                AccountId.of(id), ZoneOffset.UTC, OnBehalfOf.AUTO, Route.ESP, Optional.empty(), Optional.empty());
    }

    /** The same account in another time zone. */
    public AccountSettings withTimeZone(ZoneId value) {
        return new AccountSettings(id, value, onBehalfOf, firstRoute, ownServer, postalAddress);
    }

    /** The same account with another setting of on behalf of. */
    public AccountSettings withOnBehalfOf(OnBehalfOf value) {
        return new AccountSettings(id, timeZone, value, firstRoute, ownServer, postalAddress);
    }

    /** The same account, which tries this way out first. */
    public AccountSettings withFirstRoute(Route value) {
        return new AccountSettings(id, timeZone, onBehalfOf, value, ownServer, postalAddress);
    }

    /** The same account with an SMTP server of its own, by which all its mail leaves. */
    public AccountSettings withOwnServer(OwnServer value) {
        return new AccountSettings(id, timeZone, onBehalfOf, Route.ACCOUNT_SMTP, Optional.of(value), postalAddress);
    }

    /**
     * The same account, whose broadcasts show this postal address; a postbox will do (15 USC 7704(a)(5)). What is scheduled when
     * the address changes shows the former one and does not leave.
     *
     * @param value in one line or several, such as {@code Acme Flowers, 12 Harbour Road, Bristol BS1 4RN}
     */
    public AccountSettings withPostalAddress(String value) {
        return new AccountSettings(id, timeZone, onBehalfOf, firstRoute, ownServer, Optional.of(value));
    }

    private static void requireAddress(AccountId id, String address) {
        if (address.codePoints().filter(Character::isLetterOrDigit).count() < SHORTEST_ADDRESS) {
            throw new IllegalArgumentException("Account " + id + " has the postal address \"" + address
                    + "\", at which no post can arrive. Give one as it stands on an envelope.");
        }
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
