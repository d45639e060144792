package io.sendwell.address;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Address literals (RFC 5321 section 4.1.3): IPv4, and IPv6 brought to the one spelling of RFC 5952. */
final class AddressLiteral {
    private static final String IPV6_TAG = "IPv6:";
    private static final int IPV6_GROUPS = 8;

    private AddressLiteral() {}

    /** The literal with its brackets in canonical form; empty when it is malformed. */
    static Optional<String> canonical(String literal) {
        if (literal.length() < 3 || !literal.endsWith("]")) {
            return Optional.empty();
        }
        String inner = literal.substring(1, literal.length() - 1);
        if (inner.regionMatches(true, 0, IPV6_TAG, 0, IPV6_TAG.length())) {
            return groups(inner.substring(IPV6_TAG.length())).map(groups -> "[" + IPV6_TAG + text(groups) + "]");
        }
        return octets(inner).map(octets -> literal);
    }

    /** The four octets of a dotted IPv4 address, without leading zeros, which some programs read as octal. */
    private static Optional<int[]> octets(String dotted) {
        String[] parts = dotted.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        int[] octets = new int[4];
        for (int index = 0; index < 4; index++) {
            String part = parts[index];
            boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
            octets[index] = leadingZero ? -1 : number(part, 10, 3);
            if (octets[index] < 0 || octets[index] > 255) {
                return Optional.empty();
            }
        }
        return Optional.of(octets);
    }

    private static Optional<List<Integer>> groups(String address) {
        int gap = address.indexOf("::");
        if (gap < 0) {
            return groupList(address, true).filter(groups -> groups.size() == IPV6_GROUPS);
        }
        Optional<List<Integer>> left = gap == 0 ? Optional.of(List.of()) : groupList(address.substring(0, gap), false);
        String after = address.substring(gap + 2);
        Optional<List<Integer>> right = after.isEmpty() ? Optional.of(List.of()) : groupList(after, true);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        int missing = IPV6_GROUPS - left.get().size() - right.get().size();
        if (missing < 1) {
            return Optional.empty();
        }
        List<Integer> groups = new ArrayList<>(left.get());
        for (int index = 0; index < missing; index++) {
            groups.add(0);
        }
        groups.addAll(right.get());
        return Optional.of(groups);
    }

    private static Optional<List<Integer>> groupList(String text, boolean mayEndInIpv4) {
        String[] parts = text.split(":", -1);
        List<Integer> groups = new ArrayList<>(IPV6_GROUPS);
        for (int index = 0; index < parts.length; index++) {
            if (mayEndInIpv4 && index == parts.length - 1 && parts[index].indexOf('.') >= 0) {
                Optional<int[]> octets = octets(parts[index]);
                if (octets.isEmpty()) {
                    return Optional.empty();
                }
                groups.add(octets.get()[0] << 8 | octets.get()[1]);
                groups.add(octets.get()[2] << 8 | octets.get()[3]);
            } else {
                int group = number(parts[index], 16, 4);
                if (group < 0) {
                    return Optional.empty();
                }
                groups.add(group);
            }
        }
        return Optional.of(groups);
    }

    /** RFC 5952 section 4: lower case, no leading zeros, the first longest run of two or more zero groups as "::". */
    private static String text(List<Integer> groups) {
        int runStart = -1;
        int runLength = 1;
        for (int start = 0; start < IPV6_GROUPS; start++) {
            int end = start;
            while (end < IPV6_GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - start > runLength) {
                runStart = start;
                runLength = end - start;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < IPV6_GROUPS; index++) {
            if (index == runStart) {
                text.append("::");
                index += runLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups.get(index)).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    /** The number, or -1 when the text is none or too long. Only ASCII digits count. */
    private static int number(String text, int radix, int maxDigits) {
        if (text.isEmpty() || text.length() > maxDigits) {
            return -1;
        }
        int number = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            int digit = character < 0x80 ? Character.digit(character, radix) : -1;
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }
}
