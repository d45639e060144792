package io.sendwell.smtp.report;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a Content-Type field (RFC 2045 section 5.1), read leniently.
 *
 * @param name in lower case, such as {@code multipart/report}; {@code text/plain} when there was none that can be read
 * @param parameters by their names in lower case
 */
record MediaType(String name, Map<String, String> parameters) {

    private static final Pattern NAME = Pattern.compile("\\s*([\\w.+-]{1,80}/[\\w.+-]{1,80})");
    private static final Pattern PARAMETER = Pattern.compile(
            ";\\s*([\\w.-]{1,80}\\*?)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,998}+)\"|([^\\s;\"]{1,998}))");
    private static final int MOST_PARAMETERS = 32;

    static MediaType of(String body) {
        Matcher name = NAME.matcher(body);
        if (!name.lookingAt()) {
            return new MediaType("text/plain", Map.of());
        }
        Map<String, String> parameters = new TreeMap<>();
        Matcher parameter = PARAMETER.matcher(body).region(name.end(), body.length());
        while (parameters.size() < MOST_PARAMETERS && parameter.find()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replaceAll("\\\\(.)", "$1");
            parameters.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return new MediaType(name.group(1).toLowerCase(Locale.ROOT), parameters);
    }

    String parameter(String wanted) {
        return parameters.getOrDefault(wanted, "");
    }

    boolean isMultipart() {
        return name.startsWith("multipart/") && !parameter("boundary").isEmpty();
    }

    boolean isText() {
        return name.startsWith("text/");
    }
}
