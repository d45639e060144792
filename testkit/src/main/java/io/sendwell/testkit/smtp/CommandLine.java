package io.sendwell.testkit.smtp;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * One command line of the client.
 *
 * @param verb in capitals, empty for an empty line
 * @param argument what follows the verb, without the space between and without the end of the line
 * @param length in octets, with the end of the line
 * @param defects what is wrong with its octets, whatever they mean
 */
record CommandLine(String verb, String argument, int length, Set<Violation.Kind> defects) {
    /** RFC 5321 section 4.5.3.1.4, in octets and with CRLF. */
    static final int LONGEST = 512;

    static CommandLine of(byte[] line) {
        Set<Violation.Kind> defects = EnumSet.noneOf(Violation.Kind.class);
        int end = line.length - 1;
        if (end > 0 && line[end - 1] == '\r') {
            end--;
        } else {
            defects.add(Violation.Kind.BARE_LF);
        }
        for (int i = 0; i < end; i++) {
            if (line[i] == '\r') {
                defects.add(Violation.Kind.BARE_CR);
            } else if (line[i] == 0) {
                defects.add(Violation.Kind.NUL);
            } else if (line[i] < 0) {
                defects.add(Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8);
            }
        }
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        String verb = space < 0 ? text : text.substring(0, space);
        String argument = space < 0 ? "" : text.substring(space + 1);
        return new CommandLine(verb.toUpperCase(Locale.ROOT), argument, line.length, defects);
    }

    boolean breaksLines() {
        return defects.contains(Violation.Kind.BARE_CR) || defects.contains(Violation.Kind.BARE_LF);
    }

    boolean hasNonAscii() {
        return defects.contains(Violation.Kind.NON_ASCII_WITHOUT_SMTPUTF8);
    }

    String text() {
        return argument.isEmpty() ? verb : verb + " " + argument;
    }
}
