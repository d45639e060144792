package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import io.sendwell.event.EventType;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessagePlace;
import io.sendwell.log.MessageQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where every report goes, whoever heard it: tied to its message, followed by what it leads to, recorded. Threads share it.
 *
 * <p>What an event leads to comes before its record. A process that dies in between leads to it once more, when the reporter
 * comes again; the other way round an address would stay off the blocklist for ever.
 */
final class Reception implements EventIntake {

    /** How many messages are looked through at once. */
    private static final int PAGE = 500;

    private final MessageLog messageLog;
    private final LandingPages landingPages;
    private final EventLog eventLog;
    private final EventRetention retention;
    private final Consequences consequences;
    private final Guard guard;
    private final List<EventListener> listeners;
    private final InstantSource clock;

    Reception(
            MessageLog messageLog,
            LandingPages landingPages,
            EventLog eventLog,
            EventRetention retention,
            Consequences consequences,
            Guard guard,
            List<EventListener> listeners,
            InstantSource clock) {
        this.messageLog = messageLog;
        this.landingPages = landingPages;
        this.eventLog = eventLog;
        this.retention = retention;
        this.consequences = consequences;
        this.guard = guard;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    @Override
    public void receive(List<DeliveryEvent> events) {
        Tying tying = new Tying(messageLog, landingPages, clock.instant());
        take(tying.tie(events).stream().distinct().toList());
    }

    /**
     * Takes in what the next hop answered to mails that were handed over, before anybody takes them for done: an SMTP server may
     * never report of them, and an acceptance that is missing here would be missing for ever.
     *
     * @param at when the answers came
     * @throws io.sendwell.account.SendwellException when a store is out of reach; to be called again, which counts nothing twice
     */
    void answered(AccountId account, List<Draft> drafts, Instant at) {
        List<LoggedEvent> events = drafts.stream()
                .flatMap(draft -> SubmissionEvents.of(account, draft, at).stream())
                .toList();
        answered(events);
    }

    // Most of them say that the message was accepted. That leads to nothing, and to tell everybody would cost more than
    // the mail.
    private void answered(List<LoggedEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        eventLog.append(
                events.stream()
                        .filter(event -> event.type() == EventType.ACCEPTED)
                        .toList(),
                retention);
        take(events.stream()
                .filter(event -> event.type() != EventType.ACCEPTED)
                .map(event -> new Tying.Tied(event, Optional.empty()))
                .toList());
    }

    /**
     * Takes in that messages were tried for the last time. Again for the same ones it changes nothing.
     *
     * @throws io.sendwell.account.SendwellException when a store is out of reach; to be called again
     */
    void givenUp(AccountId account, Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return;
        }
        messageLog.find(account, MessageQuery.byIds(messageIds)).stream()
                .flatMap(message -> SubmissionEvents.givenUp(message, clock.instant()).stream())
                .filter(event -> !isKnown(event))
                .forEach(event -> take(List.of(new Tying.Tied(event, Optional.empty()))));
    }

    /**
     * Takes in what is known of answers to this account's mail and was never taken in: the event log was away then, or the process
     * died. Of a message that is known to have come further it changes nothing.
     *
     * @param since when the oldest of the messages left that are looked at
     * @return how many answers were missing
     */
    long catchUp(AccountId account, Instant since) {
        long missing = 0;
        List<LoggedMessage> page = messageLog.find(account, MessageQuery.latest(PAGE));
        while (!page.isEmpty()) {
            List<LoggedEvent> unknown = page.stream()
                    .filter(message -> !message.sentAt().isBefore(since))
                    .flatMap(message -> SubmissionEvents.of(message, message.sentAt()).stream())
                    .filter(event -> !isKnown(event))
                    .toList();
            answered(unknown);
            missing += unknown.size();
            LoggedMessage last = page.get(page.size() - 1);
            page = last.sentAt().isBefore(since)
                    ? List.of()
                    : messageLog.find(account, MessageQuery.latest(PAGE).after(MessagePlace.of(last)));
        }
        return missing;
    }

    // Its time, and so its key, may be another one than when it was taken in.
    private boolean isKnown(LoggedEvent event) {
        return eventLog.status(event.account(), event.messageId(), event.recipient())
                .seen()
                .contains(event.type());
    }

    private void take(List<Tying.Tied> tied) {
        List<LoggedEvent> unknown =
                eventLog.unknown(tied.stream().map(Tying.Tied::event).toList(), retention);
        if (unknown.isEmpty()) {
            return;
        }
        Set<LoggedEvent> fresh = Set.copyOf(unknown);
        List<Tying.Tied> unheard =
                tied.stream().filter(one -> fresh.contains(one.event())).toList();
        consequences.of(unheard);
        unknown.forEach(event -> listeners.forEach(listener -> listener.on(event)));
        eventLog.append(unknown, retention);
        unheard.forEach(consequences::afterwards);
        guard.heard(unheard);
    }
}
