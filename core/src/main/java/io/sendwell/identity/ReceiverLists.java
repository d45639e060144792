package io.sendwell.identity;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which domains are mailbox providers' own, and which receivers insist on alignment: dated lists that an application
 * can replace. Immutable; threads may share it.
 */
public final class ReceiverLists {

    private static final String ANY_SUFFIX = ".*";

    // Providers are found under .fr, .com, .co.uk and .com.br; live.acme.example is the events page of a customer.
    private static final Pattern COUNTRY_SUFFIX = Pattern.compile("\\.[^.]+|\\.[a-z]{2,3}\\.[a-z]{2}");

    private final Map<String, String> providers;
    private final Map<String, String> demands;

    private ReceiverLists(Map<String, String> providers, Map<String, String> demands) {
        this.providers = Map.copyOf(providers);
        this.demands = Map.copyOf(demands);
        demands.values().forEach(ReceiverDemand::valueOf);
    }

    /** The lists that come with this version of Sendwell; their dates stand in their first lines. */
    public static ReceiverLists shipped() {
        return new ReceiverLists(read("mailbox-providers.txt"), read("receiver-demands.txt"));
    }

    /**
     * Lists of the application's own.
     *
     * @param providers domain, or name such as {@code yahoo.*} with any suffix of a country ({@code .fr}, {@code .co.uk})
     *     or a kind ({@code .com}), to the provider's name
     * @param demands receiver's domain to what it insists on
     */
    public static ReceiverLists of(Map<String, String> providers, Map<String, ReceiverDemand> demands) {
        Map<String, String> names = new HashMap<>();
        demands.forEach((domain, demand) -> names.put(domain, demand.name()));
        return new ReceiverLists(providers, names);
    }

    /** Whether nobody but a mailbox provider can prove this domain. */
    public boolean isProviderOwned(DomainName domain) {
        return lookUp(providers, domain) != null;
    }

    /** The most that a receiver among these recipients insists on. */
    public ReceiverDemand demandOf(Collection<EmailAddress> recipients) {
        return recipients.stream()
                .map(address -> lookUp(demands, address.domain()))
                .filter(Objects::nonNull)
                .map(ReceiverDemand::valueOf)
                .max(Comparable::compareTo)
                .orElse(ReceiverDemand.NOTHING);
    }

    private static @Nullable String lookUp(Map<String, String> list, DomainName domain) {
        String name = domain.ascii();
        String found = list.get(name);
        if (found != null) {
            return found;
        }
        int dot = name.indexOf('.');
        return dot > 0 && COUNTRY_SUFFIX.matcher(name.substring(dot)).matches()
                ? list.get(name.substring(0, dot) + ANY_SUFFIX)
                : null;
    }

    private static Map<String, String> read(String resource) {
        Map<String, String> list = new TreeMap<>();
        try (InputStream in = Objects.requireNonNull(ReceiverLists.class.getResourceAsStream(resource), resource);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .forEach(line -> {
                        int blank = line.indexOf(' ');
                        list.put(
                                line.substring(0, blank),
                                line.substring(blank + 1).strip());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return list;
    }
}
