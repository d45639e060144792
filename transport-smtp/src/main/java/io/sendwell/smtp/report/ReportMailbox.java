package io.sendwell.smtp.report;

import io.sendwell.account.SendwellException;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.StoreClosedException;
import jakarta.mail.search.AndTerm;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches reports from a mailbox by IMAP, when it is told to.
 *
 * <pre>{@code
 * ReportMailbox mailbox = ReportMailbox.of(ImapServer.implicitTls("imap.vendor.example", "bounces", password), reports)
 *     .moveHandledTo("Handled");
 *
 * scheduler.scheduleWithFixedDelay(mailbox::read, 0, 60, TimeUnit.SECONDS);
 * }</pre>
 *
 * <p>It looks at what is unread. A report is marked as read after it was taken in, and not before: what a store could not take is
 * found again, and what is found twice counts once. Whatever is none of ours is left as it was, unread. A message that fails three
 * times, for a reason of its own, is flagged and not looked at again until somebody takes the flag off. Of a long message only
 * {@value SmtpReports#MOST_READ} octets are fetched, and one message at a time is in memory.
 *
 * <p>It has no thread. It may be called by any, and reads once at a time. Two nodes may read one mailbox; that costs work and
 * counts nothing twice.
 */
public final class ReportMailbox {

    private static final Logger LOG = LoggerFactory.getLogger(ReportMailbox.class);

    private static final int ATTEMPTS = 3;

    /** How many messages one reading takes, so that it comes to an end. */
    private static final int MOST_AT_ONCE = 1_000;

    private final ImapServer server;
    private final SmtpReports reports;
    private final String folderName;
    private final Optional<String> handledName;
    private final Map<Long, Integer> failures = new HashMap<>();
    private long validity = -1;
    private long examined;

    private ReportMailbox(ImapServer server, SmtpReports reports, String folderName, Optional<String> handledName) {
        this.server = server;
        this.reports = reports;
        this.folderName = folderName;
        this.handledName = handledName;
    }

    /** The inbox of this user; what is handled stays there, marked as read. */
    public static ReportMailbox of(ImapServer server, SmtpReports reports) {
        return new ReportMailbox(server, reports, "INBOX", Optional.empty());
    }

    /** The same user's other folder. */
    public ReportMailbox folder(String name) {
        return new ReportMailbox(server, reports, name, handledName);
    }

    /** The same, where a report moves to this folder after it was taken in. The folder must exist. */
    public ReportMailbox moveHandledTo(String name) {
        return new ReportMailbox(server, reports, folderName, Optional.of(name));
    }

    /**
     * Connects, reads what is unread, at most 1,000 messages, and takes leave.
     *
     * @throws ReportMailboxException when the mailbox is out of reach or refuses
     * @throws SendwellException when a store is out of reach; the message at hand, and those after it, are found again
     */
    public synchronized MailboxPass read() {
        try (IMAPStore store = ImapConnection.to(server)) {
            try (IMAPFolder folder = (IMAPFolder) store.getFolder(folderName)) {
                folder.open(Folder.READ_WRITE);
                return read(store, folder);
            }
        } catch (MessagingException e) {
            throw new ReportMailboxException(
                    "The folder " + folderName + " at " + server + " cannot be read: " + why(e)
                            + " What is in it is still there.",
                    e);
        }
    }

    private String why(MessagingException failure) {
        if (failure.getCause() instanceof SSLException tls) {
            return "No TLS connection came about with " + server + ", and nobody logged in. The JDK says: "
                    + tls.getMessage()
                    + " The certificate must be trusted and name the host; for a private authority hand in an SSLContext"
                    + " that trusts it.";
        }
        return failure.getMessage() + ".";
    }

    private MailboxPass read(IMAPStore store, IMAPFolder folder) throws MessagingException {
        if (folder.getUIDValidity() != validity) {
            validity = folder.getUIDValidity();
            examined = 0;
            failures.clear();
        }
        List<Message> handled = new ArrayList<>();
        int left = 0;
        int failed = 0;
        int setAside = 0;
        try {
            for (Numbered one : unread(folder)) {
                Taking taking = take(one);
                switch (taking) {
                    case REPORTED -> handled.add(one.message());
                    case LEFT -> left++;
                    case FAILED -> failed++;
                    case SET_ASIDE -> setAside++;
                }
                examined = Math.max(examined, one.uid());
            }
        } finally {
            // Also when a store failed midway: these were taken in.
            move(store, folder, handled);
        }
        return new MailboxPass(handled.size(), left, failed, setAside);
    }

    private record Numbered(long uid, IMAPMessage message) {}

    private enum Taking {
        REPORTED,
        LEFT,
        FAILED,
        SET_ASIDE
    }

    private List<Numbered> unread(IMAPFolder folder) throws MessagingException {
        Message[] found = folder.search(new AndTerm(Stream.of(Flags.Flag.SEEN, Flags.Flag.FLAGGED, Flags.Flag.DELETED)
                .map(flag -> new FlagTerm(new Flags(flag), false))
                .toArray(FlagTerm[]::new)));
        List<Numbered> wanted = new ArrayList<>();
        for (Message message : found) {
            long uid = folder.getUID(message);
            if (uid > examined || failures.containsKey(uid)) {
                wanted.add(new Numbered(uid, (IMAPMessage) message));
            }
        }
        return wanted.stream()
                .sorted(Comparator.comparingLong(Numbered::uid))
                .limit(MOST_AT_ONCE)
                .toList();
    }

    private Taking take(Numbered one) throws MessagingException {
        try {
            ReportResult result = reports.receive(octets(one.message()));
            failures.remove(one.uid());
            boolean taken = result instanceof ReportResult.Reported || result instanceof ReportResult.Unsubscribed;
            if (!taken) {
                return Taking.LEFT;
            }
            one.message().setFlag(Flags.Flag.SEEN, true);
            return Taking.REPORTED;
        } catch (SendwellException | FolderClosedException | StoreClosedException away) {
            throw away;
        } catch (MessagingException | IOException | RuntimeException e) {
            return failed(one, e);
        } finally {
            one.message().invalidateHeaders();
        }
    }

    private Taking failed(Numbered one, Exception cause) throws MessagingException {
        int times = failures.merge(one.uid(), 1, Integer::sum);
        if (times < ATTEMPTS) {
            LOG.warn("Message {} in {} could not be taken in; it is tried again", one.uid(), folderName, cause);
            return Taking.FAILED;
        }
        LOG.error(
                "Message {} in {} failed {} times and is set aside; it is flagged",
                one.uid(),
                folderName,
                times,
                cause);
        one.message().setFlag(Flags.Flag.FLAGGED, true);
        failures.remove(one.uid());
        return Taking.SET_ASIDE;
    }

    private static byte[] octets(IMAPMessage message) throws MessagingException, IOException {
        // Otherwise the server marks it as read by our reading it.
        message.setPeek(true);
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes(SmtpReports.MOST_READ);
        }
    }

    private void move(IMAPStore store, IMAPFolder folder, List<Message> handled) throws MessagingException {
        if (handledName.isEmpty() || handled.isEmpty()) {
            return;
        }
        Message[] messages = handled.toArray(Message[]::new);
        Folder target = store.getFolder(handledName.get());
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(messages, target);
            return;
        }
        folder.copyMessages(messages, target);
        folder.setFlags(messages, new Flags(Flags.Flag.DELETED), true);
        // Without UIDPLUS (RFC 4315) an EXPUNGE would remove what others marked as deleted, too: these stay, marked.
        if (store.hasCapability("UIDPLUS")) {
            folder.expunge(messages);
        }
    }

    /** The folder and the server; who logs in is left out. */
    @Override
    public String toString() {
        return folderName + " at " + server;
    }
}
