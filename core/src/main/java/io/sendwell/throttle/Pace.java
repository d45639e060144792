package io.sendwell.throttle;

import io.sendwell.address.DomainName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How fast mail goes to each receiver organisation, beside what the account and the operator may send in all. It is for an
 * operator whose own server delivers: what a worker hands to it, and to no other way out. An ESP paces for itself, and an account's
 * own server sends too little.
 *
 * <p>Hosted domains share their host's limits, so what counts is who receives for a domain (its MX host's organisation) and not
 * the domain's name. Who that is, a function says.
 *
 * @param perReceiver the limit of each receiver organisation that has none of its own
 * @param receivers limits of single receiver organisations, by the name that {@code organisation} gives
 * @param organisation the receiver organisation of a recipient's domain, such as {@code google.com}; it is asked for each mail, on
 *     the worker's thread
 * @param warmUp a cap on each day's volume; empty for none
 */
public record Pace(
        ThrottleLimit perReceiver,
        Map<String, ThrottleLimit> receivers,
        Function<DomainName, String> organisation,
        Optional<WarmUp> warmUp) {

    public Pace {
        receivers = Map.copyOf(receivers);
    }

    /** The same limit for each recipient domain. */
    public static Pace perDomain(ThrottleLimit limit) {
        return new Pace(limit, Map.of(), DomainName::ascii, Optional.empty());
    }

    /** With another limit for one receiver organisation. */
    public Pace withReceiver(String receiver, ThrottleLimit limit) {
        Map<String, ThrottleLimit> more = new HashMap<>(receivers);
        more.put(receiver, limit);
        return new Pace(perReceiver, more, organisation, warmUp);
    }

    /** With receiver organisations found by this function. */
    public Pace withOrganisation(Function<DomainName, String> found) {
        return new Pace(perReceiver, receivers, found, warmUp);
    }

    /** With a rising cap on each day's volume. */
    public Pace withWarmUp(WarmUp rising) {
        return new Pace(perReceiver, receivers, organisation, Optional.of(rising));
    }

    ThrottleLimit limit(String receiver) {
        return receivers.getOrDefault(receiver, perReceiver);
    }
}
