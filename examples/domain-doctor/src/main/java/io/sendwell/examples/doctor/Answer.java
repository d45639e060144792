package io.sendwell.examples.doctor;

import java.util.Map;

/**
 * What a command has to say.
 *
 * @param text for people, each line ended by a line feed
 * @param json the same for programs
 */
record Answer(ExitCode exitCode, String text, Map<String, Object> json) {}
