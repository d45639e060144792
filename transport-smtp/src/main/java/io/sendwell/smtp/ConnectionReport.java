package io.sendwell.smtp;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a test connection found, for people and programs.
 *
 * @param problem why there is no connection; empty when a message could be sent
 * @param extensions the extensions the server offers, with their parameters, as in its reply to EHLO; empty when it did
 *     not come so far
 * @param tls how the connection is encrypted; empty for plain text
 * @param loggedIn whether a login was asked for and accepted
 * @param sizeLimit the largest message the server takes, in octets as transmitted; empty when it sets no limit
 */
public record ConnectionReport(
        Optional<ConnectionProblem> problem,
        List<String> extensions,
        Optional<TlsFacts> tls,
        boolean loggedIn,
        OptionalLong sizeLimit) {

    /**
     * How the connection is encrypted.
     *
     * @param protocol such as {@code TLSv1.3}
     * @param cipherSuite its name in the TLS registry
     * @param certificateExpires when the server's certificate runs out
     */
    public record TlsFacts(String protocol, String cipherSuite, Optional<Instant> certificateExpires) {}

    private static final double MEBIBYTE = 1024 * 1024;

    // Said in words already.
    private static final Pattern SIZE = Pattern.compile("SIZE( .*)?", Pattern.CASE_INSENSITIVE);

    public ConnectionReport {
        extensions = List.copyOf(extensions);
    }

    static ConnectionReport failed(ConnectionProblem problem, Ehlo offer) {
        return new ConnectionReport(Optional.of(problem), offer.lines(), Optional.empty(), false, offer.sizeLimit());
    }

    /** Whether a message could be sent now. */
    public boolean works() {
        return problem.isEmpty();
    }

    /** A few sentences for people. */
    public String explain() {
        if (problem.isPresent()) {
            return problem.get().toString();
        }
        StringBuilder text = new StringBuilder("The server can be used");
        text.append(tls.map(facts -> " over " + facts.protocol()).orElse(" in plain text"));
        text.append(loggedIn ? ", logged in." : ", without a login.");
        sizeLimit.ifPresent(limit -> text.append(" It takes messages up to ")
                .append(String.format(Locale.ROOT, "%.1f MB (%,d octets).", limit / MEBIBYTE, limit)));
        tls.flatMap(TlsFacts::certificateExpires)
                .map(end -> LocalDate.ofInstant(end, ZoneOffset.UTC))
                .ifPresent(day ->
                        text.append(" Its certificate runs out on ").append(day).append('.'));
        String others = extensions.stream()
                .filter(extension -> !SIZE.matcher(extension).matches())
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? text.toString() : text + " It offers " + others + ".";
    }
}
