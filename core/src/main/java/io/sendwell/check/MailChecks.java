package io.sendwell.check;

import java.util.List;

/** Sendwell's own checks of what a mail says and carries. */
public final class MailChecks {

    private MailChecks() {}

    /** All of them, in the order in which their findings are reported. */
    public static List<Check> all() {
        return List.of(
                new MassRecipientCheck(),
                new PlaceholderCheck(),
                new SubjectCheck(),
                new DomainNameCheck(),
                new LinkCheck(),
                new ClipCheck(),
                AttachmentTypeCheck.shipped());
    }
}
