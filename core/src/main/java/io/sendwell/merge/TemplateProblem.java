package io.sendwell.merge;

/**
 * One thing that is wrong with a template.
 *
 * @param line counted from 1
 * @param column counted from 1, in UTF-16 code units
 * @param snippet the beginning of the place in question
 * @param message what was found, what was expected, and what to do
 */
public record TemplateProblem(int line, int column, String snippet, String message) {

    @Override
    public String toString() {
        return "line " + line + ", column " + column + ", \"" + snippet + "\": " + message;
    }
}
