package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.CampaignNames;
import io.sendwell.event.AutomationSigns;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.internal.text.VisibleText;
import io.sendwell.log.EventKey;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessageQuery;
import io.sendwell.message.CampaignName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties what was reported to the messages that it is about. For one batch of reports, on one thread. */
final class Tying {

    private static final Logger log = LoggerFactory.getLogger(Tying.class);

    // Servers give up after five days (RFC 5321 section 4.5.4.1). What comes much later was kept, and is sent to do
    // harm.
    private static final Duration LAST_BOUNCE = Duration.ofDays(30);

    private final MessageLog messageLog;
    private final LandingPages landingPages;
    private final Instant now;
    private final Map<AccountId, Map<String, LoggedMessage>> messages = new HashMap<>();
    private final Map<String, Optional<AccountId>> owners = new HashMap<>();

    Tying(MessageLog messageLog, LandingPages landingPages, Instant now) {
        this.messageLog = messageLog;
        this.landingPages = landingPages;
        this.now = now;
    }

    /** The events with their messages, without those of which nobody can tell whose they are, or whom they are about. */
    List<Tied> tie(List<DeliveryEvent> events) {
        find(events);
        return events.stream().map(this::tie).flatMap(Optional::stream).toList();
    }

    // At once for each account: a webhook brings dozens, and each question to a store is a way there and back.
    private void find(List<DeliveryEvent> events) {
        Map<AccountId, Set<String>> wanted = new HashMap<>();
        for (DeliveryEvent event : events) {
            Report report = event.report();
            Optional<AccountId> owner =
                    report.account().or(() -> report.messageId().flatMap(this::owner));
            owner.ifPresent(account -> report.messageId()
                    .ifPresent(id -> wanted.computeIfAbsent(account, key -> new HashSet<>())
                            .add(id)));
        }
        wanted.forEach((account, ids) -> {
            Map<String, LoggedMessage> known = new HashMap<>();
            messageLog.find(account, MessageQuery.byIds(ids)).forEach(message -> known.put(message.id(), message));
            messages.put(account, known);
        });
    }

    /**
     * An event with its message.
     *
     * @param message empty when it is none of ours, such as one that was sent from the ESP's own pages, or not known any more
     */
    record Tied(LoggedEvent event, Optional<LoggedMessage> message) {}

    private Optional<Tied> tie(DeliveryEvent event) {
        Report report = event.report();
        Optional<AccountId> owner = report.account().or(() -> report.messageId().flatMap(this::owner));
        if (owner.isEmpty()) {
            log.warn(
                    "A report of {} by {} about message {} names no account, and no account has that message; it is dropped",
                    event.type(),
                    report.source(),
                    VisibleText.quote(report.messageId().orElse("")));
            return Optional.empty();
        }
        AccountId account = owner.get();
        Optional<LoggedMessage> message = report.messageId().flatMap(id -> message(account, id));
        if (message.filter(sent -> isStale(event, sent)).isPresent()) {
            log.warn(
                    "A report of {} by {} about message {}, which left on {}, comes too late and is dropped",
                    event.type(),
                    report.source(),
                    VisibleText.quote(report.messageId().orElse("")),
                    message.map(LoggedMessage::sentAt).orElse(now));
            return Optional.empty();
        }
        Optional<EmailAddress> recipient = recipient(report, message);
        if (recipient.isEmpty()) {
            log.warn(
                    "A report of {} by {} about message {} names none of its recipients and is dropped",
                    event.type(),
                    report.source(),
                    VisibleText.quote(report.messageId().orElse(report.providerId())));
            return Optional.empty();
        }
        DeliveryEvent judged =
                message.map(found -> judged(event, found.createdAt())).orElse(event);
        return Optional.of(new Tied(logged(judged, account, recipient.get(), message), message));
    }

    // An ESP names the account, and is who it says it is; whoever writes by mail knows no more than the code of the
    // copy.
    private boolean isStale(DeliveryEvent event, LoggedMessage message) {
        return event.report().account().isEmpty()
                && event.reason().isPresent()
                && message.sentAt().plus(LAST_BOUNCE).isBefore(now);
    }

    private Optional<LoggedMessage> message(AccountId account, String id) {
        return Optional.ofNullable(messages.getOrDefault(account, Map.of()).get(id));
    }

    private static DeliveryEvent judged(DeliveryEvent event, Instant createdAt) {
        Report report = event.report();
        if (event instanceof DeliveryEvent.Opened opened) {
            return new DeliveryEvent.Opened(report, AutomationSigns.marked(opened.visit(), report.at(), createdAt));
        }
        return event instanceof DeliveryEvent.Clicked clicked
                ? new DeliveryEvent.Clicked(
                        report, clicked.link(), AutomationSigns.marked(clicked.visit(), report.at(), createdAt))
                : event;
    }

    // A message to one person is about this person, whatever address it was forwarded to, and where the report leaves
    // it out. Nobody is reported of by way of a message that went to others: bounces are easily forged.
    private static Optional<EmailAddress> recipient(Report report, Optional<LoggedMessage> message) {
        Set<EmailAddress> known =
                message.map(found -> found.outcomes().keySet()).orElse(Set.of());
        if (known.size() == 1) {
            return Optional.of(known.iterator().next());
        }
        if (message.isEmpty()) {
            return report.recipient();
        }
        return report.recipient()
                .flatMap(reported -> known.stream()
                        .filter(address -> address.normalForm().equals(reported.normalForm()))
                        .findFirst());
    }

    private Optional<AccountId> owner(String id) {
        return owners.computeIfAbsent(id, messageLog::accountOf);
    }

    private LoggedEvent logged(
            DeliveryEvent event, AccountId account, EmailAddress recipient, Optional<LoggedMessage> message) {
        Report report = event.report();
        String messageId = report.messageId().orElse(report.providerId());
        return new LoggedEvent(
                EventKey.of(event, messageId, recipient.normalForm()),
                account,
                messageId,
                recipient,
                message.map(LoggedMessage::campaign).or(report::campaign).orElseGet(() -> ofMonth(report.at())),
                message.map(LoggedMessage::subject).orElse(""),
                message.map(LoggedMessage::about).orElse(report.about()),
                event instanceof DeliveryEvent.Clicked clicked
                        ? landingPages.name(account, clicked.link()).orElse(clicked.link())
                        : "",
                event);
    }

    private static CampaignName ofMonth(Instant at) {
        return CampaignNames.ofIndividualMail(at.atZone(ZoneOffset.UTC));
    }
}
