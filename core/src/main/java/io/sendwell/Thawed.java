package io.sendwell;

import io.sendwell.message.Mail;

/** What an entry of the outbox turned out to be when it was read back. */
sealed interface Thawed {

    /**
     * The mail as it was when the sending was made.
     *
     * @param mail merged, with its text part and campaign, and nothing left to merge
     */
    record Intact(Mail mail) implements Thawed {}

    /**
     * Nobody may get it.
     *
     * @param code names the reason for programs: what was found when the sending was made, {@code CONTENT_CHANGED} or
     *     {@code ENTRY_DAMAGED}
     * @param text the reason for people
     */
    record Stopped(String code, String text) implements Thawed {}
}
