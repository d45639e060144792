package io.sendwell.dnsauth.spf;

import io.sendwell.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one record from left to right, once. Confined to a thread. */
final class SpfRecordParser {

    private final String text;
    private final List<SpfTerm> terms = new ArrayList<>();
    private final List<SpfMistake> mistakes = new ArrayList<>(0);
    private boolean behindAll;
    private boolean hasRedirect;
    private boolean hasExplanation;

    SpfRecordParser(String text) {
        this.text = text;
    }

    SpfRecord parse() {
        int position = SpfRecord.VERSION.length();
        if (!SpfRecord.isSpf(text)) {
            position = SpfTypos.versionEnd(text);
            String found = text.substring(0, position);
            mistakes.add(new SpfMistake(
                    SpfMistake.Kind.VERSION, 0, found, SpfTypos.versionMeantBy(found, position < text.length())));
        }
        while (position < text.length()) {
            if (text.charAt(position) == ' ') {
                position++;
                continue;
            }
            position = term(position, endOfTerm(position));
        }
        redirectBesideAll();
        return new SpfRecord(text, terms, mistakes);
    }

    private int endOfTerm(int start) {
        int end = text.indexOf(' ', start);
        return end < 0 ? text.length() : end;
    }

    /** @return where to go on: behind the term, or behind the next one when a blank has torn it in two */
    private int term(int start, int end) {
        String written = text.substring(start, end);
        int equals = equalsSign(written);
        if (equals > 0) {
            modifier(written, start, equals);
            return end;
        }
        Optional<SpfTerm> mechanism = mechanism(written, start);
        if (mechanism.isPresent()) {
            reached(mechanism.get());
            return end;
        }
        int next = end;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        int nextEnd = next < text.length() ? endOfTerm(next) : next;
        if (next < nextEnd) {
            Optional<SpfMistake.Kind> torn = tornBy(written, text.substring(next, nextEnd));
            if (torn.isPresent()) {
                unreadable(torn.get(), start, nextEnd, SpfTypos.joined(written, text.substring(next, nextEnd)));
                return nextEnd;
            }
        }
        SpfMistake typo = SpfTypos.explain(written, start);
        mistakes.add(typo);
        terms.add(new SpfTerm.Unreadable(written, start));
        return end;
    }

    /** Whether a blank stands in the middle of what would be a term without it. */
    private static Optional<SpfMistake.Kind> tornBy(String written, String next) {
        if (SpfTypos.joined(written, next).isEmpty()) {
            return Optional.empty();
        }
        boolean all = SpfTypos.isLoneSign(written) && next.equalsIgnoreCase("all");
        return Optional.of(all ? SpfMistake.Kind.BLANK_BEFORE_ALL : SpfMistake.Kind.BLANK_IN_TERM);
    }

    private void unreadable(SpfMistake.Kind kind, int start, int end, Optional<String> replacement) {
        String found = text.substring(start, end);
        mistakes.add(new SpfMistake(kind, start, found, replacement));
        terms.add(new SpfTerm.Unreadable(found, start));
    }

    private void reached(SpfTerm term) {
        if (behindAll) {
            mistakes.add(new SpfMistake(SpfMistake.Kind.BEHIND_ALL, term.position(), term.text(), Optional.empty()));
        }
        behindAll |= term instanceof SpfTerm.All;
        terms.add(term);
    }

    private void redirectBesideAll() {
        if (behindAll) {
            for (SpfTerm term : terms) {
                if (term instanceof SpfTerm.Redirect) {
                    mistakes.add(new SpfMistake(
                            SpfMistake.Kind.REDIRECT_BESIDE_ALL, term.position(), term.text(), Optional.empty()));
                }
            }
        }
    }

    /** Where the sign of a modifier stands: the name before it begins with a letter; 0 when it is no modifier. */
    private static int equalsSign(String written) {
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '=') {
                return i;
            }
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9') && c != '-' && c != '_' && c != '.')) {
                return 0;
            }
        }
        return 0;
    }

    private void modifier(String written, int start, int equals) {
        String name = written.substring(0, equals);
        String value = written.substring(equals + 1);
        boolean redirect = name.equalsIgnoreCase("redirect");
        if (redirect || name.equalsIgnoreCase("exp")) {
            Optional<DomainSpec> domain = DomainSpec.parse(value);
            if (domain.isEmpty()) {
                mistakes.add(SpfTypos.badDomain(written, start, value));
                terms.add(new SpfTerm.Unreadable(written, start));
                return;
            }
            if (redirect ? hasRedirect : hasExplanation) {
                unreadable(SpfMistake.Kind.MODIFIER_TWICE, start, start + written.length(), Optional.empty());
                return;
            }
            hasRedirect |= redirect;
            hasExplanation |= !redirect;
            terms.add(
                    redirect
                            ? new SpfTerm.Redirect(written, start, domain.get())
                            : new SpfTerm.Explanation(written, start, domain.get()));
            return;
        }
        if (MacroString.parse(value, MacroString.Use.EXPLANATION).isEmpty()) {
            mistakes.add(SpfTypos.badMacro(written, start));
            terms.add(new SpfTerm.Unreadable(written, start));
            return;
        }
        SpfTypos.uselessModifier(name, value, written, start).ifPresent(mistakes::add);
        terms.add(new SpfTerm.OtherModifier(written, start, name));
    }

    /** The mechanism, when the text is one. */
    static Optional<SpfTerm> mechanism(String written, int start) {
        if (written.isEmpty()) {
            return Optional.empty();
        }
        int nameStart = SpfQualifier.isSign(written.charAt(0)) ? 1 : 0;
        SpfQualifier qualifier = SpfQualifier.of(written.charAt(0));
        int nameEnd = nameStart;
        while (nameEnd < written.length() && written.charAt(nameEnd) != ':' && written.charAt(nameEnd) != '/') {
            nameEnd++;
        }
        String value = written.substring(nameEnd);
        switch (SpfTypos.lowerCase(written.substring(nameStart, nameEnd))) {
            case "all":
                return value.isEmpty() ? Optional.of(new SpfTerm.All(written, start, qualifier)) : Optional.empty();
            case "include":
                return domain(value).map(domain -> new SpfTerm.Include(written, start, qualifier, domain));
            case "exists":
                return domain(value).map(domain -> new SpfTerm.Exists(written, start, qualifier, domain));
            case "ptr":
                return value.isEmpty()
                        ? Optional.of(new SpfTerm.Ptr(written, start, qualifier, Optional.empty()))
                        : domain(value).map(domain -> new SpfTerm.Ptr(written, start, qualifier, Optional.of(domain)));
            case "a":
                return hosts(value)
                        .map(hosts -> new SpfTerm.A(
                                written, start, qualifier, hosts.domain, hosts.ipv4Prefix, hosts.ipv6Prefix));
            case "mx":
                return hosts(value)
                        .map(hosts -> new SpfTerm.Mx(
                                written, start, qualifier, hosts.domain, hosts.ipv4Prefix, hosts.ipv6Prefix));
            case "ip4":
                return network(written, start, qualifier, value, true);
            case "ip6":
                return network(written, start, qualifier, value, false);
            default:
                return Optional.empty();
        }
    }

    /** A domain behind its colon. */
    private static Optional<DomainSpec> domain(String value) {
        return value.startsWith(":") ? DomainSpec.parse(value.substring(1)) : Optional.empty();
    }

    private record Hosts(Optional<DomainSpec> domain, int ipv4Prefix, int ipv6Prefix) {}

    /** A domain behind its colon, if any, and a dual-cidr-length (section 5.6), read from the end: a domain may hold slashes. */
    private static Optional<Hosts> hosts(String value) {
        int end = value.length();
        int ipv6Prefix = 128;
        int ipv4Prefix = 32;
        int slash = prefixSlash(value, end);
        if (slash > 0 && value.charAt(slash - 1) == '/') {
            ipv6Prefix = prefixLength(value, slash + 1, end, 128);
            end = slash - 1;
            slash = prefixSlash(value, end);
        }
        if (slash >= 0) {
            ipv4Prefix = prefixLength(value, slash + 1, end, 32);
            end = slash;
        }
        if (ipv4Prefix < 0 || ipv6Prefix < 0) {
            return Optional.empty();
        }
        if (end == 0) {
            return Optional.of(new Hosts(Optional.empty(), ipv4Prefix, ipv6Prefix));
        }
        Optional<DomainSpec> domain = domain(value.substring(0, end));
        return domain.isEmpty() ? Optional.empty() : Optional.of(new Hosts(domain, ipv4Prefix, ipv6Prefix));
    }

    /** The slash in front of the digits at the end; -1 when there is none. */
    private static int prefixSlash(String value, int end) {
        int i = end;
        while (i > 0 && value.charAt(i - 1) >= '0' && value.charAt(i - 1) <= '9') {
            i--;
        }
        return i < end && i > 0 && value.charAt(i - 1) == '/' ? i - 1 : -1;
    }

    /** -1 for a number that is too large, or begins with a needless zero. */
    private static int prefixLength(String value, int start, int end, int most) {
        if (end - start > 3 || end - start < 1 || end - start > 1 && value.charAt(start) == '0') {
            return -1;
        }
        int length = 0;
        for (int i = start; i < end; i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return -1;
            }
            length = length * 10 + value.charAt(i) - '0';
        }
        return length <= most ? length : -1;
    }

    private static Optional<SpfTerm> network(
            String written, int start, SpfQualifier qualifier, String value, boolean ipv4) {
        if (!value.startsWith(":")) {
            return Optional.empty();
        }
        int slash = value.indexOf('/');
        String address = value.substring(1, slash < 0 ? value.length() : slash);
        boolean ipv6Form = address.indexOf(':') >= 0;
        Optional<IpAddress> read = ipv6Form == ipv4 ? Optional.empty() : IpAddress.tryParse(address);
        int bits = ipv4 ? 32 : 128;
        int prefix = slash < 0 ? bits : prefixLength(value, slash + 1, value.length(), bits);
        return prefix < 0
                ? Optional.empty()
                : read.map(network -> new SpfTerm.Network(written, start, qualifier, ipv4, network, prefix));
    }
}
