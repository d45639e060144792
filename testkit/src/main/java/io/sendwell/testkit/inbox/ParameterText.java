package io.sendwell.testkit.inbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A field body with parameters, such as Content-Type (RFC 2045 section 5.1), with values that are continued or encoded (RFC 2231). Takes
 * anything and throws nothing.
 */
record ParameterText(String value, Map<String, String> parameters) {

    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([A-Za-z0-9_.-]{1,60})(?:\\*(\\d{1,3}))?(\\*)?\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*))");

    static ParameterText parse(String body) {
        int end = body.indexOf(';');
        Map<String, TreeMap<Integer, String>> pieces = new HashMap<>();
        Map<String, Boolean> encoded = new HashMap<>();
        Matcher found = PARAMETER.matcher(body);
        while (found.find()) {
            String name = found.group(1).toLowerCase(Locale.ROOT);
            int number = found.group(2) == null ? 0 : Integer.parseInt(found.group(2));
            String piece =
                    found.group(4) == null ? found.group(5) : found.group(4).replaceAll("\\\\(.)", "$1");
            boolean extended = found.group(3) != null;
            // The form that says its charset counts, also beside the plain one for old readers (RFC 6266 section 4.3).
            if (extended && !encoded.getOrDefault(name, false)) {
                encoded.put(name, true);
                if (number == 0) {
                    pieces.remove(name);
                }
            }
            pieces.computeIfAbsent(name, key -> new TreeMap<>())
                    .putIfAbsent(number, extended || !encoded.getOrDefault(name, false) ? piece : percent(piece));
        }
        Map<String, String> parameters = new HashMap<>();
        pieces.forEach((name, parts) -> {
            String whole = String.join("", parts.values());
            parameters.put(name, encoded.getOrDefault(name, false) ? decoded(whole) : HeaderText.decoded(whole));
        });
        String value = end < 0 ? body : body.substring(0, end);
        return new ParameterText(value.strip().toLowerCase(Locale.ROOT), Map.copyOf(parameters));
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    // A plain piece between encoded ones is not encoded: its percent signs stand for themselves.
    private static String percent(String plain) {
        return plain.replace("%", "%25");
    }

    private static String decoded(String extended) {
        int charsetEnd = extended.indexOf('\'');
        int languageEnd = extended.indexOf('\'', charsetEnd + 1);
        if (charsetEnd < 0 || languageEnd < 0) {
            return HeaderText.text(unescaped(extended), "UTF-8");
        }
        return HeaderText.text(unescaped(extended.substring(languageEnd + 1)), extended.substring(0, charsetEnd));
    }

    static byte[] unescaped(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                octets.write(high * 16 + low);
                i += 3;
            } else {
                octets.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(c);
            }
        }
        return octets.toByteArray();
    }
}
