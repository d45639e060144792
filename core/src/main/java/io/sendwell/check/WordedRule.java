package io.sendwell.check;

import java.util.List;
import java.util.Locale;

/** A rule whose findings come with their words, in one language: a check of the application's own, for instance. */
record WordedRule(String name, Severity severity, String source, String seen, String wanted, String fix)
        implements Rule {

    @Override
    public List<String> ids() {
        return List.of();
    }

    @Override
    public String words(Part part, String form, Locale language) {
        return switch (part) {
            case SEEN -> seen;
            case WANTED -> wanted;
            case FIX -> fix;
        };
    }
}
