package io.sendwell.testkit.dns;

import java.util.ArrayList;
import java.util.List;

/** What clients did. Safe for threads. */
final class Journal {

    private final List<ReceivedQuestion> questions = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();

    synchronized void asked(ReceivedQuestion question) {
        questions.add(question);
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    synchronized List<ReceivedQuestion> questions() {
        return List.copyOf(questions);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    synchronized void clear() {
        questions.clear();
        violations.clear();
    }
}
