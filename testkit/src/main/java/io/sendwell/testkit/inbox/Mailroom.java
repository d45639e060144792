package io.sendwell.testkit.inbox;

import java.util.List;
import java.util.Optional;

/** Where mail is found. It keeps nothing of its own: what its fake forgets is gone from the page. */
interface Mailroom {

    /** The newest mails, newest first. */
    List<InboxMail> newest(int limit);

    /** The mail of this id. */
    Optional<InboxMail> find(String id);
}
