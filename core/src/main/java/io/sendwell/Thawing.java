package io.sendwell;

import io.sendwell.message.Mail;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the mails of claimed entries of what was frozen when they were scheduled, and examines them again. What a sending's
 * mails share is read once and kept for a while: the compiled template, and the attachments as one object each, so that
 * whoever renders them encodes them once. Threads share it.
 */
final class Thawing {

    private static final Logger log = LoggerFactory.getLogger(Thawing.class);

    // As many broadcasts take turns without being read again, as long as their texts are of a usual size.
    private static final int MAX_KEPT = 16;
    private static final long MAX_CHARACTERS = 4_000_000;

    // Not what a person can mend in the mail, so it is a dead letter that can be put back once the cause is mended.
    private static final Set<String> OUR_FAULT = Set.of("CONTENT_CHANGED", "ENTRY_DAMAGED");

    private final Outbox outbox;
    private final Preparation preparation;
    private final InstantSource clock;
    private final Map<SendingId, Frozen> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long characters;

    Thawing(Outbox outbox, Preparation preparation, InstantSource clock) {
        this.outbox = outbox;
        this.preparation = preparation;
        this.clock = clock;
    }

    /** What is fixed of a sending. */
    private record Frozen(FrozenSending content, Sending sending) {

        long characters() {
            Mail mail = content.mail();
            return mail.text().map(String::length).orElse(0)
                    + (long) mail.html().map(String::length).orElse(0);
        }
    }

    /**
     * The mails of a claim.
     *
     * @param note what is known of an earlier attempt under the same claim
     */
    ThawedClaim thaw(AccountSettings account, Claim claim, DispatchNote note) {
        Frozen frozen = frozen(claim);
        Instant today = ReleaseDate.of(clock.instant(), frozen.sending().createdAt());
        return new ThawedClaim(
                frozen.sending().id(),
                frozen.content().trace(),
                claim.entries().stream()
                        .map(entry -> thaw(account, frozen, entry, note.date(entry.id()), today))
                        .toList());
    }

    private ThawedClaim.Entry thaw(
            AccountSettings account, Frozen frozen, OutboxEntry entry, Optional<Instant> noted, Instant today) {
        Thawed thawed = frozen.content().mail(entry);
        if (thawed instanceof Thawed.Intact intact) {
            try {
                EntryMemo earlier = EntryMemo.read(entry.memo());
                Optional<Instant> date = earlier.date().or(() -> noted);
                Copy copy = copy(account, frozen, entry, intact.mail(), date.orElse(today), earlier);
                return new ThawedClaim.Entry(entry, date, Optional.of(copy), Optional.empty());
            } catch (IllegalArgumentException e) {
                return stopped(
                        entry,
                        noted,
                        new Thawed.Stopped("ENTRY_DAMAGED", "Who has it already is not known: " + e.getMessage()));
            }
        }
        return stopped(entry, noted, (Thawed.Stopped) thawed);
    }

    private Copy copy(
            AccountSettings account, Frozen frozen, OutboxEntry entry, Mail mail, Instant date, EntryMemo earlier) {
        return new Copy(
                entry.id().messageId(),
                preparation.prepare(account.id(), mail),
                mail.campaign().orElse(frozen.sending().summary().campaign()),
                frozen.sending().createdAt(),
                date,
                Optional.of(frozen.sending().id()),
                earlier);
    }

    private static ThawedClaim.Entry stopped(OutboxEntry entry, Optional<Instant> noted, Thawed.Stopped why) {
        boolean ourFault = OUR_FAULT.contains(why.code());
        if (ourFault) {
            log.error("Entry {} does not leave: {}: {}", entry.id(), why.code(), why.text());
        }
        EntryOutcome outcome = EntryOutcome.withoutMail(
                entry.id(), ourFault ? EntryState.FAILED : EntryState.WITHHELD, why.code(), why.text(), entry.memo());
        return new ThawedClaim.Entry(entry, noted, Optional.empty(), Optional.of(outcome));
    }

    private Frozen frozen(Claim claim) {
        SendingId id = claim.token().sending();
        Optional<Frozen> known = find(id);
        if (known.isPresent()) {
            return known.get();
        }
        Sending sending = outbox.find(claim.account(), id)
                .filter(found -> found.startAt().isPresent())
                .orElseThrow(() -> unknown(claim));
        // Two threads may come here with the same sending. Both read it then, which is cheaper than waiting.
        return keep(id, new Frozen(FrozenSending.read(outbox, id), sending));
    }

    private static DamagedSendingException unknown(Claim claim) {
        String text =
                "The outbox gave out entries of the sending " + claim.token().sending()
                        + ", and knows no such sending of account " + claim.account() + " that was sealed.";
        return new DamagedSendingException(text, new IllegalStateException(text));
    }

    private synchronized Optional<Frozen> find(SendingId id) {
        return Optional.ofNullable(kept.get(id));
    }

    private synchronized Frozen keep(SendingId id, Frozen frozen) {
        Frozen first = kept.putIfAbsent(id, frozen);
        if (first != null) {
            return first;
        }
        characters += frozen.characters();
        Iterator<Frozen> oldest = kept.values().iterator();
        while (kept.size() > 1 && (kept.size() > MAX_KEPT || characters > MAX_CHARACTERS)) {
            characters -= oldest.next().characters();
            oldest.remove();
        }
        return frozen;
    }
}
