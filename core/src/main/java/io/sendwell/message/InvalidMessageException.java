package io.sendwell.message;

import java.util.List;

/** A message that cannot be built, with every problem that was found in it and not just the first. */
public class InvalidMessageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /** All problems, each a sentence that says what was found and what to do. */
    public InvalidMessageException(List<String> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** Every problem, in the order in which the message was composed; at least one. */
    public List<String> problems() {
        return problems;
    }

    private static String text(List<String> problems) {
        if (problems.size() == 1) {
            return problems.get(0);
        }
        StringBuilder text =
                new StringBuilder("This message has ").append(problems.size()).append(" problems:");
        problems.forEach(problem -> text.append("\n - ").append(problem));
        return text.toString();
    }
}
