package io.sendwell.merge;

/**
 * A value that is not allowed where its field stands. The message must not be sent as it is.
 *
 * @param field the name as the template has it
 * @param place where the field stands
 * @param reason what was found and what was expected, without the value itself
 */
public record MergeProblem(String field, MergePlace place, String reason) {}
