package io.sendwell.check;

import io.sendwell.account.AccountId;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds attachments of a type that receivers refuse, by name, inside archives too.
 *
 * <p>Archives are read as streams, and no further than a bound: what lies beyond it is NOT_CHECKED.
 */
final class AttachmentTypeCheck implements Check {

    private final Set<String> blocked;

    private AttachmentTypeCheck(Collection<String> blocked) {
        this.blocked = Set.copyOf(blocked);
    }

    static AttachmentTypeCheck shipped() {
        return new AttachmentTypeCheck(DataFile.words("blocked-attachment-types.txt"));
    }

    @Override
    public List<Rule> rules() {
        return List.of(MailRule.ATTACHMENT_TYPE_BLOCKED);
    }

    @Override
    public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
        List<Finding> findings = new ArrayList<>();
        mail.attachments().forEach(attachment -> examine(attachment).ifPresent(findings::add));
        return findings;
    }

    private Optional<Finding> examine(Attachment attachment) {
        if (isBlocked(attachment.fileName())) {
            return Optional.of(refused(attachment, attachment.fileName()));
        }
        if (ArchiveNames.isUnreadable(attachment.fileName())) {
            return Optional.of(notChecked(attachment, "archives of this kind cannot be read here"));
        }
        if (!ArchiveNames.isArchive(attachment.fileName())) {
            return Optional.empty();
        }
        try (InputStream in = attachment.open()) {
            return ArchiveNames.find(attachment.fileName(), in, this::isBlocked).map(name -> refused(attachment, name));
        } catch (IOException e) {
            return Optional.of(notChecked(attachment, "it cannot be read as an archive (" + e.getMessage() + ")"));
        }
    }

    private boolean isBlocked(String fileName) {
        // Windows drops dots and blanks at the end of a name before it looks at the extension.
        String name = fileName.toLowerCase(Locale.ROOT);
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        String trimmed = name.substring(0, end);
        int dot = trimmed.lastIndexOf('.');
        return dot >= 0 && blocked.contains(trimmed.substring(dot + 1));
    }

    private static Finding refused(Attachment attachment, String name) {
        return Finding.fail(MailRule.ATTACHMENT_TYPE_BLOCKED)
                .inForm(name.equals(attachment.fileName()) ? "" : "inside")
                .with("file", name)
                .with("archive", attachment.fileName());
    }

    private static Finding notChecked(Attachment attachment, String why) {
        return Finding.notChecked(MailRule.ATTACHMENT_TYPE_BLOCKED)
                .with("archive", attachment.fileName())
                .with("reason", why);
    }
}
