package io.sendwell.examples.benchmarks;

import java.util.List;
import java.util.Map;

/** The readers' letters, merged before anything is measured: each HTML of 10 kB, each a little different. */
final class Letters {

    private static final int DIFFERENT = 200;

    private final List<Map<String, String>> readers = Newsletter.readers().subList(0, DIFFERENT);
    private final List<String> html = readers.stream().map(Newsletter::html).toList();

    String html(int number) {
        return html.get(number % DIFFERENT);
    }

    static String address(int number) {
        return "reader" + number + "@example.net";
    }

    String name(int number) {
        return readers.get(number % DIFFERENT).getOrDefault("first", "") + " Reader";
    }
}
