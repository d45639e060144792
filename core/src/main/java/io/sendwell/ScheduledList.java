package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.campaign.Broadcast;
import io.sendwell.campaign.CampaignNames;
import io.sendwell.guard.GuardScope;
import io.sendwell.log.MessageLog;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.mime.MessageId;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.policy.SendingPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one account has scheduled: the list, the content, and what may be done with it. Nothing that was scheduled is ever
 * changed: it is cancelled, and a copy scheduled in its place.
 *
 * <p>Made by {@link SendingAccount#scheduled()}; threads may share it. Another account's sendings are unknown here. Methods
 * that take an id throw {@link IllegalArgumentException} when the account has no such sending, and every method throws
 * {@link io.sendwell.account.SendwellException} when a store is out of reach.
 *
 * <pre>{@code
 * for (ScheduledRow row : account.scheduled().page(1)) {
 *     print(row.sendDeferred(), row.created(), row.count(), row.user(), row.subject(), row.to(), row.status());
 * }
 * Mail again = account.scheduled().copy(id).subject("Follow up, with the right date").build();
 * Broadcast anew = account.scheduled().copyBroadcast(id, mail -> mail.subject("With the right date")).audience(people).build();
 * Cancellation done = account.scheduled().cancel(id);
 * }</pre>
 */
public final class ScheduledList {

    private static final Set<SendingState> UNFINISHED =
            EnumSet.of(SendingState.ACTIVE, SendingState.PAUSED, SendingState.CANCELLING);
    private static final Set<SendingState> FINISHED = EnumSet.of(SendingState.DONE, SendingState.CANCELLED);
    private static final int AT_ONCE = 1_000;
    private static final int SWEPT_AT_ONCE = 5_000;

    private final AccountSettings account;
    private final Outbox outbox;
    private final MessageLog messageLog;
    private final Guard guard;
    private final SendingPolicy policy;
    private final Runnable wakeUp;
    private final Set<SendingState> shown;

    ScheduledList(
            AccountSettings account,
            Outbox outbox,
            MessageLog messageLog,
            Guard guard,
            SendingPolicy policy,
            Runnable wakeUp) {
        this(account, outbox, messageLog, guard, policy, wakeUp, UNFINISHED);
    }

    private ScheduledList(
            AccountSettings account,
            Outbox outbox,
            MessageLog messageLog,
            Guard guard,
            SendingPolicy policy,
            Runnable wakeUp,
            Set<SendingState> shown) {
        this.account = account;
        this.outbox = outbox;
        this.messageLog = messageLog;
        this.guard = guard;
        this.policy = policy;
        this.wakeUp = wakeUp;
        this.shown = shown;
    }

    /** The same, with what is done or was cancelled in its pages in place of what is not. */
    public ScheduledList finished() {
        return new ScheduledList(account, outbox, messageLog, guard, policy, wakeUp, FINISHED);
    }

    /**
     * A page of {@link SendingPolicy#scheduledPageSize()} rows.
     *
     * @param number counted from 1
     */
    public List<ScheduledRow> page(int number) {
        return page(number, policy.scheduledPageSize());
    }

    /**
     * A page, what was scheduled last first.
     *
     * @param number counted from 1
     * @param size how many rows; 1 or more
     * @return empty behind the last page
     */
    public List<ScheduledRow> page(int number, int size) {
        requirePage(number, size);
        long skip = (number - 1L) * size;
        List<ScheduledRow> rows = new ArrayList<>();
        SendingQuery query = SendingQuery.newest(id(), AT_ONCE).in(shown);
        while (true) {
            List<Sending> some = outbox.list(query);
            for (Sending sending : some) {
                // One that was given up while it was made was never scheduled.
                if (sending.startAt().isPresent() && skip-- <= 0) {
                    rows.add(row(sending));
                    if (rows.size() == size) {
                        return List.copyOf(rows);
                    }
                }
            }
            if (some.size() < AT_ONCE) {
                return List.copyOf(rows);
            }
            query = query.before(some.get(some.size() - 1).id());
        }
    }

    /** The row of one sending, finished or not; empty when the account has none of this id. */
    public Optional<ScheduledRow> find(SendingId id) {
        return outbox.find(id(), id)
                .filter(sending -> sending.startAt().isPresent())
                .map(this::row);
    }

    /**
     * The mail as it was stored: merged, or the template of a broadcast. Its attachments are read from the outbox, as long
     * as it keeps the sending.
     *
     * @throws DamagedSendingException when the store does not give back what was stored
     */
    public Mail content(SendingId id) {
        require(id);
        return FrozenSending.read(outbox, id).mail();
    }

    /**
     * One person's mail, as it is going to leave.
     *
     * @param place of the person in the audience, counted from 0; 0 for a single mail
     * @return empty when there is no such place, or the person gets no mail
     * @throws DamagedSendingException when the store does not give back what was stored
     */
    public Optional<Mail> content(SendingId id, int place) {
        require(id);
        FrozenSending frozen = FrozenSending.read(outbox, id);
        return entry(id, place)
                .map(entry -> frozen.mail(entry.data()))
                .filter(Thawed.Intact.class::isInstance)
                .map(thawed -> ((Thawed.Intact) thawed).mail());
    }

    /**
     * Writes one person's mail as a file of type {@code .eml}, as it is going to leave, but for what is decided then: the
     * sender's identity and the signature.
     *
     * @param place as {@link #content(SendingId, int)}
     * @return false when there is no such place, or the person gets no mail; nothing was written then
     * @throws IOException when it cannot be written, or an attachment cannot be read
     */
    public boolean writeEml(SendingId id, int place, OutputStream out) throws IOException {
        Sending sending = require(id);
        Optional<Mail> mail = content(id, place);
        if (mail.isEmpty()) {
            return false;
        }
        OutgoingMail outgoing = new OutgoingMail(
                mail.get(),
                mail.get().from(),
                Optional.empty(),
                mail.get().replyTo(),
                new MessageId(
                        new EntryId(id, place).messageId(),
                        mail.get().from().address().domain()),
                sending.startAt().orElse(sending.createdAt()),
                List.of());
        MimeRenderer.create()
                .render(outgoing, MimeOptions.sevenBit().withSmtpUtf8())
                .writeTo(out);
        return true;
    }

    /**
     * A builder that holds a single mail as it was stored, to schedule it anew. The campaign is in it when somebody chose one.
     * Its attachments are read from the outbox, as long as it keeps the sending.
     *
     * @throws IllegalArgumentException also when it is a broadcast, whose mail is for nobody; see {@link #copyBroadcast}
     * @throws DamagedSendingException when the store does not give back what was stored
     */
    public MailBuilder copy(SendingId id) {
        Sending sending = require(id);
        FrozenSending frozen = FrozenSending.read(outbox, id);
        if (frozen.isBroadcast()) {
            throw new IllegalArgumentException("The sending " + id
                    + " is a broadcast, and a copy of its template has no recipient. Call copyBroadcast(...).");
        }
        return copy(sending, frozen.mail());
    }

    /**
     * A broadcast with the template and the attachments of this one, to be scheduled anew; as {@link #copy} has its campaign.
     * The audience has to be given again: whom one may write to, and what is known of them, has changed since.
     *
     * @param changes what is different this time
     * @throws IllegalArgumentException also when it is a single mail; see {@link #copy}
     * @throws DamagedSendingException when the store does not give back what was stored
     */
    public Broadcast.Builder copyBroadcast(SendingId id, Consumer<MailBuilder> changes) {
        Sending sending = require(id);
        FrozenSending frozen = FrozenSending.read(outbox, id);
        if (!frozen.isBroadcast()) {
            throw new IllegalArgumentException("The sending " + id + " is a single mail. Call copy(...).");
        }
        return Broadcast.compose(copy(sending, frozen.mail()).build(), changes);
    }

    private MailBuilder copy(Sending sending, Mail mail) {
        ZonedDateTime start = sending.startAt().orElse(sending.createdAt()).atZone(account.timeZone());
        boolean byDefault = sending.summary()
                .campaign()
                .equals(
                        mail.messageClass() == MessageClass.MASS
                                ? CampaignNames.ofBroadcast(
                                        start, sending.summary().subject(), policy)
                                : CampaignNames.ofIndividualMail(start));
        return byDefault ? mail.toBuilder().defaultCampaign() : mail.toBuilder();
    }

    /**
     * Cancels what has not left, and takes it out of the log. When this method returns, nothing more of it is handed over,
     * but for what a worker has in its hands at this moment. Cancelling again gives the numbers of then.
     */
    public Cancellation cancel(SendingId id) {
        require(id);
        SendingState state = outbox.cancel(id(), id).orElse(SendingState.CANCELLED);
        int swept;
        do {
            swept = outbox.sweepCancelled(id, SWEPT_AT_ONCE);
        } while (swept > 0);
        if (state != SendingState.DONE) {
            // Before it is settled: until then a worker does it, should this process end here.
            messageLog.forgetUnsent(id(), id);
        }
        outbox.settle(id);
        return Cancellation.of(require(id).progress());
    }

    /**
     * Keeps it from leaving until it is resumed. What a worker has in its hands goes. One that is not active stays as it is.
     *
     * @param because why, for people; at most 500 characters
     */
    public ScheduledRow pause(SendingId id, String because) {
        require(id);
        if (because.length() > 500) {
            throw new IllegalArgumentException("A reason has at most 500 characters; found " + because.length() + ".");
        }
        outbox.pause(id(), id, because);
        return row(require(id));
    }

    /**
     * Lets a paused sending leave again. One that is not paused stays as it is, and one whose campaign the guard holds is paused again
     * before anything leaves: see {@link #resume(SendingId, String, String)}.
     */
    public ScheduledRow resume(SendingId id) {
        require(id);
        outbox.resume(id(), id);
        wakeUp.run();
        return row(require(id));
    }

    /**
     * Lets a paused sending leave again whose campaign the guard may hold, because too much of it came back or was called spam. The
     * campaign's figures count from this moment: it is paused again when what leaves and is reported from now on is too much by itself.
     * An account that is held as a whole is for the {@linkplain GuardDesk#release operator} to release.
     *
     * @param reason why, for people; not blank; kept as evidence
     * @param by the person who decides it; not blank; kept as evidence
     */
    public ScheduledRow resume(SendingId id, String reason, String by) {
        Sending sending = require(id);
        guard.release(GuardScope.of(id(), sending.summary().campaign()), reason, by);
        return resume(id);
    }

    /**
     * The mails of a sending that were given up, by their places; a page of {@link SendingPolicy#scheduledPageSize()}.
     *
     * @param number of the page, counted from 1
     * @return empty behind the last page
     */
    public List<DeadLetter> deadLetters(SendingId id, int number) {
        requirePage(number, 1);
        require(id);
        int size = policy.scheduledPageSize();
        int from = 0;
        List<StoredEntry> some = List.of();
        for (int page = 0; page < number; page++) {
            some = outbox.entries(id(), EntryQuery.deadLetters(id, from, size));
            if (some.isEmpty()) {
                return List.of();
            }
            from = some.get(some.size() - 1).id().ordinal() + 1;
        }
        Optional<FrozenSending> whole = wholeMail(id);
        return some.stream().map(entry -> deadLetter(entry, whole)).toList();
    }

    /**
     * Puts mails back that were given up, with all attempts before them. One in doubt may have left before, and then
     * arrives twice.
     *
     * @param places of {@link #deadLetters}; others stay as they are, and so do those of a cancelled sending
     * @return how many were put back
     */
    public int requeue(SendingId id, Collection<Integer> places) {
        require(id);
        List<Integer> wanted = List.copyOf(places);
        int back = 0;
        for (int at = 0; at < wanted.size(); at += AT_ONCE) {
            back += outbox.requeue(id(), id, wanted.subList(at, Math.min(wanted.size(), at + AT_ONCE)));
        }
        wakeUp.run();
        return back;
    }

    /** Puts all mails back that were given up; see {@link #requeue}. */
    public int requeueAll(SendingId id) {
        require(id);
        int back = 0;
        int from = 0;
        List<StoredEntry> some;
        do {
            some = outbox.entries(id(), EntryQuery.deadLetters(id, from, AT_ONCE));
            if (!some.isEmpty()) {
                back += requeue(
                        id, some.stream().map(entry -> entry.id().ordinal()).toList());
                from = some.get(some.size() - 1).id().ordinal() + 1;
            }
        } while (!some.isEmpty());
        return back;
    }

    // A broadcast's entries name their persons, and need nothing else; its content may be damaged.
    private Optional<FrozenSending> wholeMail(SendingId id) {
        try {
            return Optional.of(FrozenSending.read(outbox, id));
        } catch (DamagedSendingException e) {
            return Optional.empty();
        }
    }

    private static DeadLetter deadLetter(StoredEntry entry, Optional<FrozenSending> whole) {
        Optional<FrozenEntry> frozen = decoded(entry);
        return new DeadLetter(
                entry.id().ordinal(),
                frozen.flatMap(FrozenEntry::recipient)
                        .or(() -> whole.map(mail -> mail.mail().to().get(0))),
                frozen.flatMap(FrozenEntry::about)
                        .or(() -> whole.flatMap(mail -> mail.mail().about())),
                entry.state(),
                entry.attempt(),
                entry.code(),
                entry.text());
    }

    private static Optional<FrozenEntry> decoded(StoredEntry entry) {
        try {
            return Optional.of(FrozenEntry.decoded(entry.data()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<StoredEntry> entry(SendingId id, int place) {
        return outbox.entries(id(), EntryQuery.all(id, place, 1)).stream()
                .filter(entry -> entry.id().ordinal() == place)
                .findFirst();
    }

    private Sending require(SendingId id) {
        return outbox.find(id(), id)
                .filter(sending -> sending.startAt().isPresent())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Account " + id() + " has no sending " + id + " that was scheduled and is still kept."));
    }

    private ScheduledRow row(Sending sending) {
        return ScheduledRow.of(sending, account.timeZone(), outbox.now());
    }

    private AccountId id() {
        return account.id();
    }

    private static void requirePage(int number, int size) {
        if (number < 1 || size < 1) {
            throw new IllegalArgumentException(
                    "Pages are counted from 1 and have 1 row or more; found page " + number + " of " + size + " rows.");
        }
    }
}
