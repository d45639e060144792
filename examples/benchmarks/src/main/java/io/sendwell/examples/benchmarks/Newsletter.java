package io.sendwell.examples.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** What is merged and sent: a newsletter of 10 kB with 20 fields, its readers, and files of the usual sizes. */
final class Newsletter {

    /** How many readers there are; a merge takes one after the other. */
    static final int READERS = 5_000;

    private static final List<String> FIELDS = List.of(
            "first",
            "last",
            "company",
            "street",
            "postcode",
            "city",
            "country",
            "phone",
            "plan",
            "seats",
            "renewal",
            "price",
            "currency",
            "manager",
            "product",
            "invoice",
            "due",
            "reference",
            "closing",
            "team");

    private static final List<String> FIRST_NAMES = List.of("Grace", "Jørgen", "Zoë", "Alan", "François", "Ada");
    private static final List<String> COMPANIES =
            List.of("Acme & Sons", "O'Neill <Ltd>", "Müller \"Bau\" GmbH", "Example", "Löwe & Bär");

    /** HTML with 20 fields, about 9.6 kB, a few letters of it outside ASCII. */
    static final String TEMPLATE = template();

    /** The text part of a mail, 2 kB. */
    static final String TEXT = text();

    private Newsletter() {}

    /** The readers' values, the same in every run. */
    static List<Map<String, String>> readers() {
        Random random = new Random(20_261_121);
        List<Map<String, String>> readers = new ArrayList<>();
        for (int number = 0; number < READERS; number++) {
            Map<String, String> values = new LinkedHashMap<>();
            for (String field : FIELDS) {
                values.put(field, String.format(Locale.ROOT, "%s %d", field, random.nextInt(100_000)));
            }
            values.put("first", FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size())));
            values.put("company", COMPANIES.get(random.nextInt(COMPANIES.size())));
            readers.add(values);
        }
        return readers;
    }

    /** One reader's HTML, with CRLF at the end of each line. */
    static String html(Map<String, String> reader) {
        Merger merger = new LimitMerger(List.of(reader));
        merger.merge(0);
        return new String(merger.lastMerged(), StandardCharsets.UTF_8).replace("\n", "\r\n");
    }

    /** Octets without any pattern, as those of a compressed file; the same in every run. */
    static byte[] file(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }

    private static String template() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><head><title>News</title></head>\n<body>\n");
        for (String field : FIELDS) {
            html.append("<table role=\"presentation\" width=\"600\" cellpadding=\"0\" cellspacing=\"0\">\n")
                    .append("  <tr><td class=\"cell\" align=\"left\" bgcolor=\"#ffffff\">\n")
                    .append("    <p>Was sich seit dem letzten Brief für Sie geändert hat, and what to do about it.\n")
                    .append(
                            "    Everything below was checked by people who answer when you write to them, every day of the week:\n")
                    .append("    <b>{{")
                    .append(field)
                    .append("}}</b></p>\n")
                    .append(
                            "    <p>Read on at <a href=\"https://www.example.org/news/october\">our pages</a>, in four languages, for half a year.</p>\n")
                    .append("  </td></tr>\n</table>\n");
        }
        return html.append("<p><img src=\"cid:logo\" alt=\"Example\"></p>\n</body></html>\n")
                .toString();
    }

    private static String text() {
        StringBuilder text = new StringBuilder();
        while (text.length() < 2_000) {
            text.append("Was sich seit dem letzten Brief für Sie geändert hat, steht hier in Worten.\r\n")
                    .append("Everything below was checked by people who answer.\r\n");
        }
        return text.toString();
    }
}
