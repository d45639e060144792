package io.sendwell.dns;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which addresses a server may be at whose name a stranger chose. Immutable; threads may share it. */
public final class PublicAddresses {

    private static final IpAddress IPV4_LOOPBACK = IpAddress.parse("127.0.0.0");
    private static final IpAddress IPV6_LOOPBACK = IpAddress.parse("::1");

    private final List<Network> refused;
    private final boolean loopbackPermitted;

    private PublicAddresses(List<Network> refused, boolean loopbackPermitted) {
        this.refused = List.copyOf(refused);
        this.loopbackPermitted = loopbackPermitted;
    }

    /** A range of addresses and what it is for. */
    private record Network(IpAddress first, int prefixLength, String purpose) {

        static Network parse(String network, String purpose) {
            int slash = network.indexOf('/');
            return new Network(
                    IpAddress.parse(network.substring(0, slash)),
                    Integer.parseInt(network.substring(slash + 1)),
                    purpose);
        }

        boolean holds(IpAddress address) {
            return address.isInNetwork(first, prefixLength);
        }
    }

    /** All but the special-purpose ones. */
    public static PublicAddresses shipped() {
        List<Network> networks = new ArrayList<>(32);
        try (InputStream in = Objects.requireNonNull(
                        PublicAddresses.class.getResourceAsStream("special-purpose-addresses.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int blank = line.indexOf(' ');
                networks.add(Network.parse(line.substring(0, blank), line.substring(blank + 1)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PublicAddresses(networks, false);
    }

    /**
     * Refuses one more network, such as the operator's own public addresses: a service may listen there that trusts its
     * neighbours.
     *
     * @throws IllegalArgumentException when the prefix length does not fit the address
     */
    public PublicAddresses alsoRefusing(IpAddress network, int prefixLength) {
        if (prefixLength < 0 || prefixLength > network.bits()) {
            throw new IllegalArgumentException(
                    "A prefix length is 0 to " + network.bits() + " here; found " + prefixLength + ".");
        }
        List<Network> more = new ArrayList<>(refused);
        more.add(new Network(network, prefixLength, "refused by the application"));
        return new PublicAddresses(more, loopbackPermitted);
    }

    /** Takes this machine too: for tests with a server on the loopback. */
    public PublicAddresses permittingLoopback() {
        return new PublicAddresses(refused, true);
    }

    /** What speaks against the address; empty when it is public. */
    public Optional<String> objectionTo(IpAddress address) {
        if (loopbackPermitted && (address.isInNetwork(IPV4_LOOPBACK, 8) || address.equals(IPV6_LOOPBACK))) {
            return Optional.empty();
        }
        return refused.stream()
                .filter(network -> network.holds(address))
                .findFirst()
                .map(Network::purpose);
    }
}
