package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Escalation;
import io.sendwell.event.EventType;
import io.sendwell.event.Listing;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What new events lead to: an address that is not written to any more, an opt-out, a strike against one or a clearance, and the certainty that
 * a message was accepted after all. Doing it again changes nothing, and so does another order. Threads share it.
 */
final class Consequences {

    private final OperatorBlocklist blocklist;
    private final StrikeStore strikes;
    private final AddressListeners listeners;
    private final Proofs proofs;
    private final OptOutList optOuts;

    Consequences(
            OperatorBlocklist blocklist,
            StrikeStore strikes,
            AddressListeners listeners,
            Proofs proofs,
            OptOutList optOuts) {
        this.blocklist = blocklist;
        this.optOuts = optOuts;
        this.strikes = strikes;
        this.listeners = listeners;
        this.proofs = proofs;
    }

    void of(List<Tying.Tied> tied) {
        clear(tied.stream().map(Tying.Tied::event).toList());
        for (Tying.Tied one : tied) {
            blocked(one.event())
                    .filter(entry -> !wasLiftedSince(entry))
                    .ifPresent(entry -> block(one.event().account(), entry));
            optOut(one).ifPresent(optOuts::add);
            strike(one.event()).ifPresent(strike -> count(one.event().recipient(), strike));
            one.message().ifPresent(message -> proofs.by(one.event(), message));
        }
    }

    /**
     * A mailbox that does not exist is nobody's to write to; who complained about one account may be glad of mail of
     * another, and each account has a list of its own at the ESP. Whatever else came back says nothing of the address, or little.
     */
    private static Optional<BlocklistEntry> blocked(LoggedEvent logged) {
        DeliveryEvent event = logged.event();
        if (event instanceof DeliveryEvent.HardBounced bounced
                && bounced.bounce().kind() == BounceKind.HARD) {
            return Optional.of(by(entry(logged, BlockReason.HARD_BOUNCE), bounced.bounce()));
        }
        if (event instanceof DeliveryEvent.Complained complained) {
            return Optional.of(entry(logged, BlockReason.COMPLAINT)
                    .onlyFor(logged.account())
                    .said("", complained.feedbackType()));
        }
        if (event instanceof DeliveryEvent.Suppressed suppressed) {
            return Optional.of(by(entry(logged, BlockReason.SUPPRESSED_BY_PROVIDER), suppressed.bounce())
                    .onlyFor(logged.account())
                    .until(logged.at().plus(Escalation.PAUSE)));
        }
        return Optional.empty();
    }

    // A mail that is no broadcast belongs to no list: who unsubscribes by it means all of them.
    private static Optional<OptOut> optOut(Tying.Tied tied) {
        LoggedEvent logged = tied.event();
        if (!(logged.event() instanceof DeliveryEvent.Unsubscribed)) {
            return Optional.empty();
        }
        Optional<Purpose> list = tied.message()
                .filter(message -> message.messageClass() == MessageClass.MASS)
                .flatMap(LoggedMessage::purpose);
        return Optional.of(new OptOut(
                logged.account(),
                logged.recipient(),
                list,
                logged.event().report().source(),
                logged.at(),
                "reported of message " + logged.messageId()));
    }

    private static BlocklistEntry entry(LoggedEvent logged, BlockReason reason) {
        return BlocklistEntry.of(
                logged.recipient(), reason, logged.event().report().source(), logged.at());
    }

    private static BlocklistEntry by(BlocklistEntry entry, Bounce bounce) {
        return entry.row(bounce.row()).said(bounce.code(), bounce.text());
    }

    // What the operator lifted is not blocked again by a report of what had happened before.
    private boolean wasLiftedSince(BlocklistEntry entry) {
        return blocklist.lifted(entry.address()).stream()
                .filter(record -> record.entry().reason() == entry.reason()
                        && record.entry().scope().equals(entry.scope()))
                .anyMatch(record -> !record.at().isBefore(entry.since()));
    }

    // It is told by the event that made the entry, also when that comes again after a failure, and by no other.
    private void block(AccountId account, BlocklistEntry entry) {
        blocklist.add(entry);
        if (!listeners.isEmpty()) {
            Optional.ofNullable(blocklist
                            .find(account, List.of(entry.address()), entry.since())
                            .get(entry.address()))
                    .filter(standing -> isSame(standing, entry))
                    .ifPresent(listeners::blocked);
        }
    }

    // A store may keep less of a time than it was given.
    private static boolean isSame(BlocklistEntry standing, BlocklistEntry entry) {
        return standing.reason() == entry.reason()
                && standing.scope().equals(entry.scope())
                && standing.source().equals(entry.source())
                && standing.since().toEpochMilli() == entry.since().toEpochMilli();
    }

    // What the strikes come to with this one and without it: so it is told by the strike that made the difference, also
    // when
    // it is there already because a failure came right after it.
    private void count(EmailAddress address, Strike strike) {
        strikes.add(address, strike);
        if (!listeners.isEmpty()) {
            List<Strike> all = strikes.find(List.of(address)).getOrDefault(address, List.of());
            List<Strike> others =
                    all.stream().filter(other -> !isSame(other, strike)).toList();
            Optional<BlocklistEntry> before = Barrier.entry(address, others);
            Barrier.entry(address, all)
                    .filter(entry -> !before.equals(Optional.of(entry)))
                    .ifPresent(listeners::blocked);
        }
    }

    private static boolean isSame(Strike stored, Strike strike) {
        return stored.at().toEpochMilli() == strike.at().toEpochMilli()
                && stored.source().equals(strike.source())
                && stored.bounce().row().equals(strike.bounce().row());
    }

    private static Optional<Strike> strike(LoggedEvent logged) {
        return logged.event() instanceof DeliveryEvent.SoftBounced soft
                        && soft.bounce().kind().listing() == Listing.IF_REPEATED
                ? Optional.of(new Strike(logged.at(), soft.report().source(), soft.bounce()))
                : Optional.empty();
    }

    /** What was delivered to an address clears it. All of a batch at once, since most of what is reported is this. */
    private void clear(List<LoggedEvent> events) {
        Map<EmailAddress, Instant> delivered = new HashMap<>();
        events.stream()
                .filter(event -> event.type() == EventType.DELIVERED)
                .forEach(event -> delivered.merge(
                        event.recipient(), event.at(), (one, other) -> one.isAfter(other) ? one : other));
        if (!delivered.isEmpty()) {
            tellReleased(delivered);
            strikes.clear(delivered);
        }
    }

    // Before they are cleared, since afterwards nobody knows any more that they had to be told.
    private void tellReleased(Map<EmailAddress, Instant> delivered) {
        if (listeners.isEmpty()) {
            return;
        }
        strikes.find(delivered.keySet()).forEach((address, counted) -> {
            Instant at = Objects.requireNonNull(delivered.get(address));
            List<Strike> left =
                    counted.stream().filter(strike -> strike.at().isAfter(at)).toList();
            if (Barrier.entry(address, left).isEmpty()) {
                Barrier.entry(address, counted)
                        .ifPresent(entry ->
                                listeners.released(entry, "Mail was delivered at " + at + ".", entry.source()));
            }
        });
    }

    /** What is left to do when an event is recorded, of a message whose answer is written down by somebody else at this time. */
    void afterwards(Tying.Tied tied) {
        tied.message()
                .filter(message -> Proofs.isOpen(message, tied.event().recipient()))
                .ifPresent(message -> proofs.again(tied.event()));
    }
}
