package io.sendwell.testkit.inbox;

import static java.util.Objects.requireNonNull;

import io.sendwell.MailPreview;
import io.sendwell.SendingAccount;
import io.sendwell.campaign.Broadcast;
import io.sendwell.message.Mail;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Mails that the page shows without anybody sending them: as {@link SendingAccount#preview} has them, with what the check finds beside
 * it. They are made anew each time the page asks, so that a template can be worked on while it is looked at.
 *
 * <pre>{@code
 * Previews.of(account)
 *     .mail("Welcome", () -> welcome(SAMPLE_PERSON))
 *     .broadcast("Spring newsletter", () -> spring(SAMPLE_PERSONS));
 * }</pre>
 *
 * <p>Immutable; the suppliers are called by the threads of the page.
 */
public final class Previews {

    /** So many persons of a broadcast are shown; to look at more is nobody's wish. */
    static final int MOST_PERSONS = 20;

    /** A name, and the mails under it. */
    record Named(String name, Supplier<List<MailPreview>> mails) {}

    private final SendingAccount account;
    private final List<Named> named;

    private Previews(SendingAccount account, List<Named> named) {
        this.account = account;
        this.named = List.copyOf(named);
    }

    /** None yet, of mails that this account would send. */
    public static Previews of(SendingAccount account) {
        return new Previews(requireNonNull(account, "account"), List.of());
    }

    /** The same with a mail, its sample values in its merge data. */
    public Previews mail(String name, Supplier<Mail> mail) {
        return with(name, () -> List.of(account.preview(mail.get())));
    }

    /** The same with a broadcast: the mails of the first {@value #MOST_PERSONS} persons of its audience. */
    public Previews broadcast(String name, Supplier<Broadcast> broadcast) {
        return with(name, () -> {
            try (Stream<Mail> mails = broadcast.get().mails()) {
                return mails.limit(MOST_PERSONS).map(account::preview).toList();
            }
        });
    }

    List<Named> named() {
        return named;
    }

    private Previews with(String name, Supplier<List<MailPreview>> mails) {
        List<Named> more = new ArrayList<>(named);
        more.add(new Named(name, mails));
        return new Previews(account, more);
    }
}
