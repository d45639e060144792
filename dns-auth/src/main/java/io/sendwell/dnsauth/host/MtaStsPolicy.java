package io.sendwell.dnsauth.host;

import io.sendwell.dns.DnsName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A policy as {@code mta-sts.txt} holds it (RFC 8461 section 3.2). Reads anything; what is wrong with it is in {@link
 * #faults}, in the words of the standard.
 *
 * @param mode {@code enforce}, {@code testing} or {@code none}; empty when it is none of them
 * @param patterns names of hosts that take mail, the first label of which may be an asterisk
 * @param maxAge how long senders keep the policy; empty when it is no number in the range
 */
record MtaStsPolicy(String mode, List<String> patterns, Optional<Duration> maxAge, List<String> faults) {

    /** Octets of a policy that are read: more than anybody needs (RFC 8461 section 3.3 suggests 64 kB). */
    static final int MAX_OCTETS = 65_536;

    private static final int MAX_PATTERNS = 100;
    private static final long MAX_AGE_SECONDS = 31_557_600;

    MtaStsPolicy {
        patterns = List.copyOf(patterns);
        faults = List.copyOf(faults);
    }

    static MtaStsPolicy parse(String text) {
        List<String> faults = new ArrayList<>();
        List<String> patterns = new ArrayList<>();
        String version = "";
        String mode = "";
        String age = "";
        String[] lines = text.split("\r?\n", -1);
        for (String line : lines) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            // The first of several wins, but for mx (RFC 8461 section 3.2).
            switch (name) {
                case "version" -> version = version.isEmpty() ? value : version;
                case "mode" -> mode = mode.isEmpty() ? value : mode;
                case "max_age" -> age = age.isEmpty() ? value : age;
                case "mx" -> {
                    if (patterns.size() < MAX_PATTERNS) {
                        patterns.add(value.toLowerCase(Locale.ROOT));
                    }
                }
                default -> {
                    // Other fields are for later versions; blank lines are common.
                }
            }
        }
        if (!version.equals("STSv1")) {
            faults.add("version: STSv1");
        }
        if (!List.of("enforce", "testing", "none").contains(mode)) {
            mode = "";
            faults.add("mode: enforce | testing | none");
        }
        Optional<Duration> maxAge = seconds(age);
        if (maxAge.isEmpty()) {
            faults.add("max_age: 0-" + MAX_AGE_SECONDS);
        }
        if (patterns.isEmpty() && !mode.equals("none")) {
            faults.add("mx:");
        }
        return new MtaStsPolicy(mode, patterns, maxAge, faults);
    }

    private static Optional<Duration> seconds(String text) {
        if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long seconds = Long.parseLong(text);
        return seconds > MAX_AGE_SECONDS ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
    }

    /** Whether a host may take mail: an asterisk stands for exactly one label (RFC 8461 section 4.1). */
    boolean permits(DnsName host) {
        String name = host.octets();
        String parent = host.parent().map(DnsName::octets).orElse("");
        return patterns.stream()
                .anyMatch(pattern ->
                        pattern.startsWith("*.") ? pattern.substring(2).equals(parent) : pattern.equals(name));
    }
}
