package io.sendwell.mime;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * How a file name stands in the Content-* fields of its part.
 *
 * <p>The name proper is the {@code filename} of Content-Disposition (RFC 2183), in the form of RFC 2231 when it is not
 * ASCII or long. For programs that do not know that form, {@code name} of Content-Type holds a short ASCII twin. There
 * is no twin {@code filename=} beside {@code filename*=}: strict parsers take it for the same parameter given twice.
 */
final class FileNameParameters {

    // What fits into a line of 76 with its attribute, section number, quotes and blank.
    private static final int LONGEST_VALUE = 56;
    private static final int LONGEST_EXTENSION = 10;
    private static final String ATTRIBUTE_MARKS = "!#$&+-.^_`{|}~";
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private FileNameParameters() {}

    /** The parameters of Content-Disposition: one, or as many as the name has sections. */
    static List<String> ofDisposition(String fileName) {
        boolean ascii = HeaderWriter.isPrintableAscii(fileName) && !looksPercentEncoded(fileName);
        List<String> sections = ascii ? asciiSections(fileName) : percentEncodedSections(fileName);
        List<String> parameters = new ArrayList<>(sections.size());
        for (int i = 0; i < sections.size(); i++) {
            String attribute = sections.size() == 1 ? "filename" : "filename*" + i;
            parameters.add(
                    ascii
                            ? attribute + "=" + HeaderWriter.quoted(sections.get(i))
                            : attribute + "*=" + sections.get(i));
        }
        return parameters;
    }

    /** The parameter of Content-Type. */
    static String ofContentType(String fileName) {
        return "name=" + HeaderWriter.quoted(asciiTwin(fileName));
    }

    // The marks of RFC 2231: some parsers see them inside a plain value, and drop what stands before the last one.
    private static boolean looksPercentEncoded(String fileName) {
        return fileName.indexOf('\'') >= 0 || fileName.indexOf('%') >= 0;
    }

    private static List<String> asciiSections(String fileName) {
        List<String> sections = new ArrayList<>();
        for (int from = 0; from < fileName.length(); from += LONGEST_VALUE) {
            sections.add(fileName.substring(from, Math.min(fileName.length(), from + LONGEST_VALUE)));
        }
        return sections;
    }

    // RFC 2231 sections 3 and 4. A character stays whole in its section: some parsers decode before they join.
    private static List<String> percentEncodedSections(String fileName) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder("UTF-8''");
        for (int index = 0; index < fileName.length(); ) {
            int next = fileName.offsetByCodePoints(index, 1);
            String encoded = percentEncoded(fileName.substring(index, next));
            if (section.length() + encoded.length() > LONGEST_VALUE) {
                sections.add(section.toString());
                section.setLength(0);
            }
            section.append(encoded);
            index = next;
        }
        sections.add(section.toString());
        return sections;
    }

    private static String percentEncoded(String character) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
            boolean literal = octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet >= '0' && octet <= '9'
                    || ATTRIBUTE_MARKS.indexOf(octet) >= 0;
            if (literal) {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(HEX[octet >> 4 & 0xF]).append(HEX[octet & 0xF]);
            }
        }
        return encoded.toString();
    }

    private static String asciiTwin(String fileName) {
        String ascii = HeaderWriter.isPrintableAscii(fileName)
                ? fileName
                : Normalizer.normalize(fileName, Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^ -~]+", "_");
        if (ascii.length() <= LONGEST_VALUE) {
            return ascii;
        }
        int dot = ascii.lastIndexOf('.');
        String extension = dot > 0 && ascii.length() - dot <= LONGEST_EXTENSION ? ascii.substring(dot) : "";
        return ascii.substring(0, LONGEST_VALUE - extension.length()) + extension;
    }
}
