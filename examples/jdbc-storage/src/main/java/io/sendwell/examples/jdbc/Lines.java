package io.sendwell.examples.jdbc;

import java.util.ArrayList;
import java.util.List;

/**
 * Several texts in one column, whatever is in them: each ends with a line feed, and a line feed or a backslash within is
 * written with a backslash before it. For what no statement looks into.
 */
final class Lines {

    private Lines() {}

    static String join(List<String> texts) {
        StringBuilder joined = new StringBuilder();
        for (String text : texts) {
            joined.append(text.replace("\\", "\\\\").replace("\n", "\\\n")).append('\n');
        }
        return joined.toString();
    }

    static List<String> split(String joined) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < joined.length(); index++) {
            char character = joined.charAt(index);
            if (character == '\\') {
                index++;
                text.append(joined.charAt(index));
            } else if (character == '\n') {
                texts.add(text.toString());
                text.setLength(0);
            } else {
                text.append(character);
            }
        }
        return texts;
    }
}
