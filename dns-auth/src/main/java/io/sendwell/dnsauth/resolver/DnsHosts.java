package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Knows DNS providers by the names of their name servers, so that advice can fit the form that a customer sees. Immutable;
 * threads may share it.
 *
 * <p>The list is data with a date and can be replaced. A line has three parts, set apart by {@code |}: patterns of name
 * servers, where {@code *} stands for any characters but a dot, the provider, and {@link FormHint}s in lower case without
 * {@code DNS_FORM_}. Empty lines and those that begin with {@code #} are ignored.
 *
 * <pre>{@code
 * ns*-*.azure-dns.com ns*-*.azure-dns.net | Microsoft Azure DNS | adds-domain apex-is-at plain-text
 * }</pre>
 */
public final class DnsHosts {

    private static final String HINT_PREFIX = "DNS_FORM_";

    private final List<Entry> entries;

    private DnsHosts(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    private record Entry(List<String> pattern, DnsHost host) {}

    /** The providers that Sendwell knows. */
    public static DnsHosts shipped() {
        try (InputStream in = Objects.requireNonNull(DnsHosts.class.getResourceAsStream("dns-hosts.txt"));
                Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads another list; does not close the reader.
     *
     * @throws IllegalArgumentException when a line cannot be understood; the text names it
     * @throws IOException when the reader fails
     */
    public static DnsHosts read(Reader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        BufferedReader lines = new BufferedReader(reader);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                entries.addAll(entries(line));
            }
        }
        return new DnsHosts(entries);
    }

    private static List<Entry> entries(String line) {
        String[] parts = line.split("\\|", -1);
        if (parts.length != 3 || parts[0].isBlank() || parts[1].isBlank()) {
            throw new IllegalArgumentException(
                    "A DNS provider is written as \"patterns | provider | hints\"; found \"" + line + "\".");
        }
        DnsHost host = new DnsHost(parts[1].strip(), hints(parts[2], line));
        List<Entry> entries = new ArrayList<>();
        for (String pattern : parts[0].strip().split("\\s+", -1)) {
            entries.add(new Entry(List.of(pattern.toLowerCase(Locale.ROOT).split("\\.", -1)), host));
        }
        return entries;
    }

    private static List<FormHint> hints(String text, String line) {
        List<FormHint> hints = new ArrayList<>();
        for (String hint : text.isBlank() ? new String[0] : text.strip().split("\\s+", -1)) {
            String name = HINT_PREFIX + hint.toUpperCase(Locale.ROOT).replace('-', '_');
            hints.add(List.of(FormHint.values()).stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"" + hint + "\" is no hint for a form, in \"" + line + "\".")));
        }
        return hints;
    }

    /** The provider of the first of these name servers that is known; a domain may have several. */
    public Optional<DnsHost> find(Collection<DnsName> nameServers) {
        return nameServers.stream().flatMap(server -> find(server).stream()).findFirst();
    }

    private Optional<DnsHost> find(DnsName server) {
        List<String> labels = server.labels();
        return entries.stream()
                .filter(entry -> matches(labels, entry.pattern()))
                .map(Entry::host)
                .findFirst();
    }

    private static boolean matches(List<String> labels, List<String> pattern) {
        if (labels.size() != pattern.size()) {
            return false;
        }
        for (int i = 0; i < labels.size(); i++) {
            if (!matches(labels.get(i), pattern.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** One label against text with {@code *} in it: each piece is sought behind the one before. */
    private static boolean matches(String label, String pattern) {
        String[] pieces = pattern.split("\\*", -1);
        String last = pieces[pieces.length - 1];
        if (pieces.length == 1) {
            return label.equals(pattern);
        }
        if (!label.startsWith(pieces[0])) {
            return false;
        }
        int position = pieces[0].length();
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = label.indexOf(pieces[i], position);
            if (found < 0) {
                return false;
            }
            position = found + pieces[i].length();
        }
        return label.length() - position >= last.length() && label.endsWith(last);
    }

    /** Whose form a customer sees, and what to mind there; one finding that the provider is not known otherwise. */
    public List<DomainFinding> findings(Zone zone) {
        Optional<DnsHost> host = find(zone.nameServerNames());
        if (host.isEmpty()) {
            return List.of(DomainFinding.fail(DnsFinding.DNS_HOST_UNKNOWN)
                    .with("zone", zone.apex())
                    .with(
                            "servers",
                            zone.nameServerNames().stream()
                                    .map(DnsName::toString)
                                    .collect(Collectors.joining(", "))));
        }
        List<DomainFinding> findings = new ArrayList<>();
        findings.add(DomainFinding.pass(DnsFinding.DNS_HOST_UNKNOWN)
                .with("zone", zone.apex())
                .with("provider", host.get().provider()));
        for (FormHint hint : host.get().hints()) {
            findings.add(DomainFinding.fail(hint)
                    .with("zone", zone.apex())
                    .with("provider", host.get().provider()));
        }
        return findings;
    }
}
