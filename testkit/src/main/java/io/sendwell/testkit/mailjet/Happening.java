package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import io.sendwell.testkit.mailjet.MailjetEvent.Copy;
import java.time.Instant;
import java.util.List;

/**
 * Something that happens to one copy of a mail, for {@link FakeMailjet#happens}. What mailboxes and people do with all their mail is told to
 * {@link FakeMailjet} by address instead.
 */
public final class Happening {

    private final Habits.Deed deed;
    private final boolean ofAReader;

    private Happening(Habits.Deed deed, boolean ofAReader) {
        this.deed = deed;
        this.ofAReader = ofAReader;
    }

    /** It arrives, perhaps after it was put off. */
    public static Happening delivered() {
        return new Happening((copy, at) -> List.of(copy.sent(at)), false);
    }

    /** It comes back for good, with these words; also after it arrived, as some servers do. */
    public static Happening hardBounce(ReportedError why) {
        requireNonNull(why, "why");
        return new Happening((copy, at) -> List.of(copy.bounced(at, why, true)), false);
    }

    /** It comes back, and perhaps not for good; with {@link ReportedError#GREYLISTED} it is put off, and the service tries again. */
    public static Happening softBounce(ReportedError why) {
        requireNonNull(why, "why");
        return new Happening((copy, at) -> List.of(copy.bounced(at, why, false)), false);
    }

    /** The service or the receiving server is against it, with these words. */
    public static Happening block(ReportedError why) {
        requireNonNull(why, "why");
        return new Happening((copy, at) -> List.of(copy.blocked(at, why)), false);
    }

    /** This visitor opens it; nothing happens where opens are not tracked. */
    public static Happening open(FakeVisitor visitor) {
        requireNonNull(visitor, "visitor");
        return new Happening(Habits.opens(visitor), true);
    }

    /** This visitor follows a link of it; nothing happens when it is none of {@link AcceptedMessage#trackedLinks()}. */
    public static Happening click(String link, FakeVisitor visitor) {
        requireNonNull(link, "link");
        requireNonNull(visitor, "visitor");
        return new Happening(Habits.clicks(link, visitor), true);
    }

    /** Somebody says that it is spam. */
    public static Happening complaint() {
        return new Happening(Habits.complains(), true);
    }

    List<MailjetEvent> with(Copy copy, Instant at) {
        return deed.with(copy, at);
    }

    boolean isOfAReader() {
        return ofAReader;
    }
}
