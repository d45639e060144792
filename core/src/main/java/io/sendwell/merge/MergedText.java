package io.sendwell.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A template merged with one recipient's data: the text and what the merge found.
 *
 * <p>Immutable and safe for use by several threads. {@link #toString()} does not show the text, which is personal.
 */
public final class MergedText {

    private final byte[] bytes;
    private final int length;
    private final MergeReport report;

    /** Takes the array over; nobody may write to it afterwards. */
    MergedText(byte[] bytes, int length, MergeReport report) {
        this.bytes = bytes;
        this.length = length;
        this.report = report;
    }

    /** What a foreign engine made of a template without anything to report. */
    public static MergedText of(String text) {
        return of(text, MergeReport.CLEAN);
    }

    /** What a foreign engine made of a template, and what it has to report. */
    public static MergedText of(String text, MergeReport report) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new MergedText(bytes, bytes.length, report);
    }

    /** The text; made anew with each call, so keep it. */
    public String text() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The text in UTF-8, as a copy. */
    public byte[] utf8() {
        return Arrays.copyOf(bytes, length);
    }

    /** How many bytes the text has in UTF-8. */
    public int size() {
        return length;
    }

    /** Names of fields that have neither value nor fallback, each once; nothing was written for them. */
    public List<String> missing() {
        return report.missing();
    }

    /** Values that are not allowed in their place; nothing was written for them. */
    public List<MergeProblem> problems() {
        return report.problems();
    }

    /** Whether every field was written. A text that is not clean is not fit to be sent. */
    public boolean isClean() {
        return report.isClean();
    }

    @Override
    public String toString() {
        return "MergedText[" + length + " bytes, missing " + report.missing() + ", problems " + report.problems() + "]";
    }
}
