package io.sendwell.dnsauth.spf;

import io.sendwell.dns.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/** What people write instead of a term, and what they mean by it. Only guesses that leave no doubt. */
final class SpfTypos {

    /** UTF-8 of what word processors put in the place of a character, as octets, and that character. */
    private static final List<List<String>> TYPOGRAPHY = List.of(
            List.of("\u00E2\u0080\u0090", "-"),
            List.of("\u00E2\u0080\u0091", "-"),
            List.of("\u00E2\u0080\u0092", "-"),
            List.of("\u00E2\u0080\u0093", "-"),
            List.of("\u00E2\u0080\u0094", "-"),
            List.of("\u00E2\u0088\u0092", "-"),
            List.of("\u00E2\u0080\u0098", ""),
            List.of("\u00E2\u0080\u0099", ""),
            List.of("\u00E2\u0080\u009C", ""),
            List.of("\u00E2\u0080\u009D", ""),
            List.of("\u00E2\u0080\u009E", ""),
            List.of("\u00C2\u00AB", ""),
            List.of("\u00C2\u00BB", ""),
            List.of("\u00C2\u00A0", " "),
            List.of("\u00E2\u0080\u008B", ""),
            List.of("\u00EF\u00BB\u00BF", ""));

    private SpfTypos() {}

    static String lowerCase(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) >= 'A' && ascii.charAt(i) <= 'Z') {
                StringBuilder lower = new StringBuilder(ascii);
                for (int j = i; j < ascii.length(); j++) {
                    char c = ascii.charAt(j);
                    if (c >= 'A' && c <= 'Z') {
                        lower.setCharAt(j, (char) (c + 'a' - 'A'));
                    }
                }
                return lower.toString();
            }
        }
        return ascii;
    }

    /** How much of a text that is no SPF record stands where the version should. */
    static int versionEnd(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text.length() : end;
    }

    /** The version, when something like it was written. */
    static Optional<String> versionMeantBy(String found, boolean more) {
        String plain = lowerCase(straightened(found));
        if (plain.startsWith("v:")) {
            plain = "v=" + plain.substring(2);
        }
        return plain.equals("v=spf1") || plain.equals("v=spf") || plain.equals("spf1") || plain.equals("=spf1")
                ? Optional.of(SpfRecord.VERSION)
                : more && plain.isEmpty() ? Optional.of("") : Optional.empty();
    }

    /** Whether the text looks as if it were meant as an SPF record and is none: something like {@code v=spf} leads it. */
    static boolean resemblesSpf(String text) {
        String start = text.substring(0, versionEnd(text));
        return !SpfRecord.isSpf(text)
                && (lowerCase(straightened(text)).startsWith("v=spf1")
                        || versionMeantBy(start, false).isPresent());
    }

    static boolean isLoneSign(String written) {
        return written.length() == 1 && SpfQualifier.isSign(written.charAt(0));
    }

    /** The term that both pieces are together, when the first alone is none and no other reading offers itself. */
    static Optional<String> joined(String first, String second) {
        boolean openEnd = first.endsWith(":") || first.endsWith("=") || first.endsWith("/") || isLoneSign(first);
        boolean openStart = second.startsWith(":") || second.startsWith("=") && second.length() > 1;
        if (!openEnd && !openStart) {
            return Optional.empty();
        }
        String whole = openStart && second.startsWith("=") && isNamed(first)
                ? first + ":" + second.substring(1)
                : first + second;
        return isTerm(whole) ? Optional.of(whole) : Optional.empty();
    }

    private static boolean isNamed(String mechanism) {
        return mechanism.equalsIgnoreCase("include")
                || mechanism.equalsIgnoreCase("a")
                || mechanism.equalsIgnoreCase("mx")
                || mechanism.equalsIgnoreCase("ip4")
                || mechanism.equalsIgnoreCase("ip6")
                || mechanism.equalsIgnoreCase("exists")
                || mechanism.equalsIgnoreCase("ptr");
    }

    private static boolean isTerm(String whole) {
        if (SpfRecordParser.mechanism(whole, 0).isPresent()) {
            return true;
        }
        String lower = lowerCase(whole);
        return lower.startsWith("redirect=")
                        && DomainSpec.parse(whole.substring(9)).isPresent()
                || lower.startsWith("exp=")
                        && DomainSpec.parse(whole.substring(4)).isPresent();
    }

    /** A modifier that is allowed and cannot do what its author meant. */
    static Optional<SpfMistake> uselessModifier(String name, String value, String written, int start) {
        if (name.equalsIgnoreCase("v")) {
            return Optional.of(new SpfMistake(
                    SpfMistake.Kind.SECOND_VERSION,
                    start,
                    written,
                    value.equalsIgnoreCase("spf1") ? Optional.of("") : Optional.empty()));
        }
        if (isNamed(name)) {
            return Optional.of(new SpfMistake(SpfMistake.Kind.EQUALS_SIGN, start, written, term(name + ":" + value)));
        }
        return Optional.empty();
    }

    /** Why a modifier's domain is none. */
    static SpfMistake badDomain(String written, int start, String value) {
        Optional<String> meant = term(straightened(written));
        return new SpfMistake(
                meant.isPresent() && !isPlain(written)
                        ? kindOfCharacters(written)
                        : macroIsBad(value) ? SpfMistake.Kind.MACRO : SpfMistake.Kind.DOMAIN,
                start,
                written,
                meant);
    }

    /** Why a modifier's value is none. */
    static SpfMistake badMacro(String written, int start) {
        return new SpfMistake(
                isPlain(written) ? SpfMistake.Kind.MACRO : kindOfCharacters(written), start, written, Optional.empty());
    }

    /** Why a text is no term, and which term was meant. */
    static SpfMistake explain(String written, int start) {
        String plain = straightened(written);
        if (!plain.equals(written)) {
            return new SpfMistake(
                    kindOfCharacters(written),
                    start,
                    written,
                    plain.isBlank() ? Optional.of("") : term(plain).or(() -> terms(plain)));
        }
        if (!isPlain(written)) {
            return new SpfMistake(SpfMistake.Kind.CHARACTER, start, written, Optional.empty());
        }
        return explainPlain(written, start);
    }

    private static SpfMistake explainPlain(String written, int start) {
        int nameStart = SpfQualifier.isSign(written.charAt(0)) ? 1 : 0;
        String sign = written.substring(0, nameStart);
        int nameEnd = nameStart;
        while (nameEnd < written.length() && ":/=".indexOf(written.charAt(nameEnd)) < 0) {
            nameEnd++;
        }
        String name = lowerCase(written.substring(nameStart, nameEnd));
        String value = nameEnd < written.length() ? written.substring(nameEnd + 1) : "";
        switch (name) {
            case "ipv4":
            case "ipv6":
            case "ip":
                return mistake(
                        SpfMistake.Kind.NETWORK_NAME,
                        start,
                        written,
                        term(sign + (value.indexOf(':') >= 0 ? "ip6:" : "ip4:") + value));
            case "redirect":
            case "exp":
                return mistake(SpfMistake.Kind.COLON, start, written, term(name + "=" + value));
            case "all":
                return mistake(SpfMistake.Kind.UNEXPECTED_VALUE, start, written, Optional.empty());
            case "a":
                return isAddress(value)
                        ? mistake(
                                SpfMistake.Kind.ADDRESS_IN_A,
                                start,
                                written,
                                term(sign + (value.indexOf(':') >= 0 ? "ip6:" : "ip4:") + value))
                        : badHosts(written, start, value);
            case "mx":
                return badHosts(written, start, value);
            case "include":
            case "exists":
            case "ptr":
                return mistake(
                        macroIsBad(value) ? SpfMistake.Kind.MACRO : SpfMistake.Kind.DOMAIN,
                        start,
                        written,
                        Optional.empty());
            case "ip4":
            case "ip6":
                return badNetwork(sign, name, value, written, start);
            default:
                return mistake(SpfMistake.Kind.UNKNOWN_MECHANISM, start, written, Optional.empty());
        }
    }

    private static SpfMistake badHosts(String written, int start, String value) {
        int slash = value.indexOf('/');
        boolean prefix = slash >= 0
                        && (slash == 0
                                || DomainSpec.parse(value.substring(0, slash)).isPresent())
                || written.indexOf('/') >= 0 && written.indexOf(':') < 0;
        return mistake(
                macroIsBad(value)
                        ? SpfMistake.Kind.MACRO
                        : prefix ? SpfMistake.Kind.PREFIX_LENGTH : SpfMistake.Kind.DOMAIN,
                start,
                written,
                Optional.empty());
    }

    private static SpfMistake badNetwork(String sign, String name, String value, String written, int start) {
        int slash = value.indexOf('/');
        Optional<IpAddress> address = IpAddress.tryParse(slash < 0 ? value : value.substring(0, slash));
        if (address.isEmpty()) {
            return mistake(SpfMistake.Kind.ADDRESS, start, written, Optional.empty());
        }
        boolean writtenAsIpv6 = value.indexOf(':') >= 0;
        return writtenAsIpv6 == name.equals("ip4")
                ? mistake(
                        SpfMistake.Kind.NETWORK_NAME,
                        start,
                        written,
                        term(sign + (writtenAsIpv6 ? "ip6:" : "ip4:") + value))
                : mistake(SpfMistake.Kind.PREFIX_LENGTH, start, written, Optional.empty());
    }

    private static SpfMistake mistake(SpfMistake.Kind kind, int start, String written, Optional<String> meant) {
        return new SpfMistake(kind, start, written, meant);
    }

    private static boolean isAddress(String value) {
        int slash = value.indexOf('/');
        return IpAddress.tryParse(slash < 0 ? value : value.substring(0, slash)).isPresent();
    }

    private static boolean macroIsBad(String value) {
        return isPlain(value) && MacroString.parse(value, MacroString.Use.NAME).isEmpty();
    }

    private static boolean isPlain(String written) {
        return written.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static Optional<String> term(String meant) {
        return isTerm(meant) ? Optional.of(meant) : Optional.empty();
    }

    /** Several terms between which something else than a space stood. */
    private static Optional<String> terms(String meant) {
        StringTokenizer pieces = new StringTokenizer(meant, " ");
        while (pieces.hasMoreTokens()) {
            if (!isTerm(pieces.nextToken())) {
                return Optional.empty();
            }
        }
        return Optional.of(meant);
    }

    private static SpfMistake.Kind kindOfCharacters(String written) {
        for (List<String> typographic : TYPOGRAPHY) {
            if (written.contains(typographic.get(0))) {
                return SpfMistake.Kind.TYPOGRAPHY;
            }
        }
        if (!isPlain(written)) {
            return SpfMistake.Kind.CHARACTER;
        }
        return written.indexOf('"') >= 0 || written.indexOf('\'') >= 0 || written.indexOf('`') >= 0
                ? SpfMistake.Kind.QUOTES
                : SpfMistake.Kind.SEPARATOR;
    }

    /** Without the characters that only got there by the way the record was typed. */
    private static String straightened(String written) {
        String plain = written;
        for (List<String> typographic : TYPOGRAPHY) {
            plain = plain.replace(typographic.get(0), typographic.get(1));
        }
        plain = plain.replace("\"", "").replace("'", "").replace("`", "");
        plain = plain.replace('\t', ' ').replace('\r', ' ').replace('\n', ' ');
        plain = plain.replace(',', ' ').replace(';', ' ');
        return plain.equals(written) ? written : plain.trim();
    }
}
