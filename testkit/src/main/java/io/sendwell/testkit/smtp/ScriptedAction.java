package io.sendwell.testkit.smtp;

/** What a script does when its cue comes. */
sealed interface ScriptedAction {
    record Answer(Reply reply) implements ScriptedAction {}

    record Drop() implements ScriptedAction {}

    record Reset() implements ScriptedAction {}

    record Wait(Stall stall) implements ScriptedAction {}
}
