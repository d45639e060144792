package io.sendwell;

import io.sendwell.ErasureReceipt.Kept;
import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.Withdrawal;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessagePlace;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.Mail;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account holds about one address: to hand it out, and to erase it. From {@link SendingAccount#personalData}; threads
 * may share it.
 *
 * <p>Messages are found by the message log, so a mail whose message the application has removed from the log by itself is not
 * found in the outbox either; {@link Outbox#prune} removes it there.
 *
 * <p>Every method throws a {@link io.sendwell.account.SendwellException} when a store is out of reach.
 */
public final class PersonalData {

    /** The stores that hold something of a person. */
    record Stores(
            Outbox outbox,
            MessageLog messageLog,
            EventLog eventLog,
            OperatorBlocklist blocklist,
            Barrier barrier,
            Optional<ConsentStore> consents,
            OptOutList optOuts) {}

    private static final Logger log = LoggerFactory.getLogger(PersonalData.class);

    private static final int AT_ONCE = 500;

    /** Ends of a mail to several after which nobody wants it any more. */
    private static final Set<EntryState> OVER =
            EnumSet.of(EntryState.ACCEPTED, EntryState.WITHHELD, EntryState.CANCELLED);

    private final AccountId account;
    private final EmailAddress person;
    private final EventReports events;
    private final Stores stores;
    private final Duration consentEvidence;
    private final InstantSource clock;

    PersonalData(
            AccountId account,
            EmailAddress person,
            EventReports events,
            Stores stores,
            Duration consentEvidence,
            InstantSource clock) {
        this.account = account;
        this.person = person;
        this.events = events;
        this.stores = stores;
        this.consentEvidence = consentEvidence;
        this.clock = clock;
    }

    /** Everything that is held, as it is now. It is read into memory: as much as one person was written to. */
    public PersonalDataExport export() {
        return new PersonalDataExport(
                person,
                messages().stream().map(this::exported).toList(),
                events.stream(EventQuery.latest(AT_ONCE).to(person)).toList(),
                blocked(),
                lifted(),
                stores.barrier().strikes(person),
                consent(),
                stores.optOuts().of(account, person),
                stores.optOuts().ended(account, person));
    }

    private ConsentEvidence consent() {
        return stores.consents()
                .map(consents -> consents.evidence(account, person))
                .orElseGet(() -> new ConsentEvidence(person, List.of(), List.of()));
    }

    private List<LoggedMessage> messages() {
        List<LoggedMessage> found = new ArrayList<>();
        List<LoggedMessage> page = stores.messageLog().find(account, latest(AT_ONCE));
        while (!page.isEmpty()) {
            found.addAll(page);
            MessagePlace last = MessagePlace.of(page.get(page.size() - 1));
            page = stores.messageLog().find(account, latest(AT_ONCE).after(last));
        }
        return found;
    }

    private MessageQuery latest(int limit) {
        return MessageQuery.latest(limit).to(person);
    }

    private PersonalDataExport.Message exported(LoggedMessage message) {
        return new PersonalDataExport.Message(
                message.onlyTo(person),
                stores.eventLog().status(account, message.id(), person),
                entry(message).filter(entry -> entry.data().size() > 0).map(this::copy));
    }

    private Optional<StoredEntry> entry(LoggedMessage message) {
        return message.sending().map(sending -> EntryId.parse(message.id())).flatMap(this::entry);
    }

    private Optional<StoredEntry> entry(EntryId id) {
        return stores.outbox().entries(account, EntryQuery.all(id.sending(), id.ordinal(), 1)).stream()
                .filter(entry -> entry.id().equals(id))
                .findFirst();
    }

    private PersonalDataExport.Copy copy(StoredEntry entry) {
        try {
            FrozenSending sending =
                    FrozenSending.read(stores.outbox(), entry.id().sending());
            if (sending.mail(entry.data()) instanceof Thawed.Intact intact) {
                Mail mail = intact.mail();
                return new PersonalDataExport.Copy(entry.state(), mail.subject(), mail.text(), mail.html());
            }
        } catch (DamagedSendingException e) {
            log.warn("A person asks for a mail that the outbox does not give back: {}", e.getMessage());
        }
        return new PersonalDataExport.Copy(entry.state(), "", Optional.empty(), Optional.empty());
    }

    private Optional<BlocklistEntry> blocked() {
        return Optional.ofNullable(
                stores.barrier().find(account, List.of(person), clock.instant()).get(person.normalForm()));
    }

    private List<LiftedEntry> lifted() {
        return stores.blocklist().lifted(person).stream()
                .filter(lifted -> lifted.entry().holdsFor(account))
                .toList();
    }

    /**
     * Erases the person: mails that wait are cancelled, the copies in the outbox, the messages and the events are forgotten, and what
     * shows how the person left a list; consent that holds is withdrawn. What has to stay stands in the receipt. Totals stay, since
     * they name nobody.
     *
     * <p>It goes step by step, from the outbox over the messages to the events. When a store fails or the process dies in
     * between, call it again: what is gone already changes nothing. What an ESP reports later of a mail of before is recorded
     * anew, so erase once more a day or two after the last mail. Copies that left this system (at the ESP, in a backup) are out of reach.
     *
     * @return what was erased this time
     */
    public ErasureReceipt erase() {
        Erasure erasure = new Erasure();
        List<LoggedMessage> some;
        do {
            some = stores.messageLog().find(account, latest(AT_ONCE + erasure.stay.size())).stream()
                    .filter(message -> !erasure.stay.contains(message.id()))
                    .toList();
            some.forEach(erasure::eraseCopy);
            erasure.messages += stores.messageLog()
                    .erase(
                            account,
                            person,
                            some.stream()
                                    .map(LoggedMessage::id)
                                    .filter(id -> !erasure.stay.contains(id))
                                    .toList());
        } while (!some.isEmpty());
        long forgotten = stores.eventLog().erase(account, person);
        blocked().ifPresent(erasure::keep);
        lifted().forEach(erasure::keep);
        stores.optOuts().erase(account, person);
        stores.optOuts().of(account, person).forEach(erasure::keep);
        erasure.keepStrikes(stores.barrier().strikes(person).size());
        stores.consents().ifPresent(erasure::endConsent);
        return new ErasureReceipt(person, erasure.messages, forgotten, erasure.cancelled, erasure.kept);
    }

    /** One run of {@link #erase}. */
    private final class Erasure {

        private final List<Kept> kept = new ArrayList<>();
        /** The messages whose mails the outbox still needs; by them they are found the next time. */
        private final Set<String> stay = new HashSet<>();

        private long messages;
        private long cancelled;

        void eraseCopy(LoggedMessage message) {
            Optional<StoredEntry> stored = entry(message);
            if (stored.isEmpty()) {
                return;
            }
            EntryId id = stored.get().id();
            EntryState state = stored.get().state();
            if (message.outcomes().size() > 1 && !OVER.contains(state)) {
                stay(message, ErasureReceipt.Why.SHARED, "is for others too, and its state is " + state + ".");
                return;
            }
            boolean held = !stores.outbox()
                    .erase(account, id.sending(), List.of(id.ordinal()))
                    .isEmpty();
            if (held) {
                stay(message, ErasureReceipt.Why.LEAVING, "is in a worker's hands.");
                return;
            }
            cancelled += state == EntryState.DUE ? 1 : 0;
            stores.outbox().settle(id.sending());
        }

        private void stay(LoggedMessage message, ErasureReceipt.Why why, String what) {
            stay.add(message.id());
            kept.add(new Kept(why, "The mail " + message.id() + " of " + message.sentAt() + " " + what));
        }

        void keep(BlocklistEntry entry) {
            kept.add(new Kept(
                    ErasureReceipt.Why.BLOCKLIST,
                    "It stays on the blocklist, by " + entry.reason() + " since " + entry.since()
                            + ", so that nobody writes to it again."));
        }

        void keep(LiftedEntry entry) {
            kept.add(new Kept(
                    ErasureReceipt.Why.BLOCKLIST,
                    "The record stays that " + entry.liftedBy() + " lifted "
                            + entry.entry().reason() + " from the blocklist at " + entry.at() + "."));
        }

        void keep(OptOut optOut) {
            kept.add(new Kept(ErasureReceipt.Why.OPT_OUT, "The opt-out stays. " + optOut.explain()));
        }

        // Who wants to be forgotten is not written to any more. What was agreed is evidence until claims have lapsed.
        void endConsent(ConsentStore consents) {
            Instant now = clock.instant();
            ConsentEvidence held = consents.evidence(account, person);
            boolean holds = held.given().stream()
                    .anyMatch(given -> held.withdrawn().stream()
                            .noneMatch(ended -> ended.list().isEmpty() && ended.ends(given, given.list())));
            if (holds) {
                consents.withdraw(new Withdrawal(account, person, Optional.empty(), now, "asked to be erased"));
            }
            consents.erase(account, person, now.minus(consentEvidence));
            ConsentEvidence left = consents.evidence(account, person);
            if (!left.isEmpty()) {
                kept.add(new Kept(
                        ErasureReceipt.Why.CONSENT_EVIDENCE,
                        "It stays recorded what was agreed to and withdrawn, as evidence, for "
                                + consentEvidence.toDays()
                                + " days from the withdrawal on (GDPR article 17(3)(e)); erase again after that."));
            }
        }

        void keepStrikes(int count) {
            if (count > 0) {
                kept.add(new Kept(
                        ErasureReceipt.Why.BLOCKLIST,
                        "It stays counted that it bounced (" + count + (count == 1 ? " bounce" : " bounces")
                                + "), so that a dead address is noticed."));
            }
        }
    }
}
