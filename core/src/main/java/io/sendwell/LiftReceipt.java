package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.transport.SuppressionLift;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lifting an address did.
 *
 * @param lifted what stood on the blocklist, or what its bounces had come to; empty when nothing did
 * @param providers what was done at each ESP that keeps a list of its own
 */
public record LiftReceipt(EmailAddress address, List<BlocklistEntry> lifted, List<AtProvider> providers) {

    public LiftReceipt {
        lifted = List.copyOf(lifted);
        providers = List.copyOf(providers);
    }

    /**
     * What was done at one ESP about one entry.
     *
     * @param transport its name
     * @param entry what was lifted here
     * @param result what became of it there
     */
    public record AtProvider(String transport, BlocklistEntry entry, SuppressionLift result) {}

    /** What was done, and what is left to do, for people. */
    public String explain() {
        String here = lifted.isEmpty()
                ? "Nothing was blocked here."
                : lifted.stream()
                        .map(entry -> entry.reason() + " since " + entry.since())
                        .collect(Collectors.joining(", ", "Lifted here: ", "."));
        return Stream.concat(
                        Stream.of(here),
                        providers.stream()
                                .map(one -> one.transport() + ", " + one.entry().reason() + ": "
                                        + one.result().explain()))
                .collect(Collectors.joining("\n"));
    }
}
