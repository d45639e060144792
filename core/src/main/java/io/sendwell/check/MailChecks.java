package io.sendwell.check;

import java.util.List;

/** Sendwell's own checks of what a mail says and carries. */
public final class MailChecks {

    private MailChecks() {}

    /**
     * Whether a check is one of Sendwell's own. These judge a person's mail by its template and by what the values look like: where
     * values are plain words of the same kind, they find the same.
     */
    public static boolean isOwn(Check check) {
        return check.getClass().getPackageName().equals(MailChecks.class.getPackageName());
    }

    /** All of them, in the order in which their findings are reported. */
    public static List<Check> all() {
        return List.of(
                new MassRecipientCheck(),
                new UnsubscribeCheck(),
                new PlaceholderCheck(),
                new SubjectCheck(),
                new AuthorCheck(),
                new DomainNameCheck(),
                new RoleAddressCheck(),
                new LinkCheck(),
                new LinkHabitCheck(),
                new HtmlCheck(),
                new ClipCheck(),
                AttachmentTypeCheck.shipped());
    }
}
