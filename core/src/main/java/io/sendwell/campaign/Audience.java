package io.sendwell.campaign;

import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The many to whom a broadcast goes, as a stream that is never held in memory whole.
 *
 * <p>It may be opened more than once and gives the same persons each time, in the same order.
 */
@FunctionalInterface
public interface Audience {

    /** Opens the stream; whoever asked closes it. */
    Stream<Recipient> open();

    /** An audience from any stream of persons that can be opened again, such as a query. */
    static <P> Audience from(java.util.function.Supplier<Stream<P>> persons, Function<? super P, Recipient> recipient) {
        return () -> persons.get().map(recipient);
    }

    /** An audience from a collection. */
    static <P> Audience of(Collection<P> persons, Function<? super P, Recipient> recipient) {
        return () -> persons.stream().map(recipient);
    }
}
