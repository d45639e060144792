package io.sendwell.examples.quickstart;

import io.sendwell.AccountSettings;
import io.sendwell.event.EventIntake;
import io.sendwell.scheduling.WorkerSettings;
import io.sendwell.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What stands around the program: an ESP and an SMTP server, either fakes on this machine or real ones. */
interface World extends AutoCloseable {

    /** The operator's ESP. */
    Transport esp();

    /** The operator's SMTP server. */
    Transport smtp();

    /** The account, with whatever is known of its own server here. */
    default AccountSettings account(AccountSettings settings) {
        return settings;
    }

    /** Who writes the individual mails. */
    String author();

    /** Who writes the newsletter; its domain is verified. */
    String newsletterAuthor();

    /** The mailbox that posts on behalf of authors. */
    String senderField();

    /** Who may get a mail by SMTP, where there is no sandbox. */
    String smtpRecipient(String wanted);

    /** How patient the worker is; a real ESP and a real network want the defaults. */
    default WorkerSettings worker() {
        return WorkerSettings.defaults();
    }

    /**
     * Has the ESP report what happens to the mail, where that can be made to happen.
     *
     * @return false when nobody reports anything here: a real ESP needs a URL that it can reach
     */
    default boolean reportTo(EventIntake intake) throws IOException {
        return false;
    }

    /** Lets people read what arrived, and the ESP report it; everything is taken in when this returns. */
    default void letPeopleRead() {}

    /** Leaves what was sent as files, where that can be known. */
    List<Path> keep(Path directory) throws IOException;

    @Override
    void close();
}
