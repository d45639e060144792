package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.transport.SubmissionResult;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds messages as a log holds them: a statement of the account Acme to Grace and Alan, unless said otherwise. */
final class LoggedStatement {

    /** A time to the millisecond, which every store keeps. */
    static final Instant SENT_AT = Instant.parse("2026-11-21T09:15:30.125Z");

    static final SendingId SENDING = SendingId.parse("019aa000-0000-7000-8000-000000000001");

    private final String id;
    private AccountId account = Accounts.ACME;
    private Instant sentAt = SENT_AT;
    private Mailbox author = Mailboxes.ERIK;
    private String subject = "Your October statement";
    private CampaignName campaign = CampaignName.of("Emails 2026 11");
    private MessageClass messageClass = MessageClass.INDIVIDUAL;
    private Optional<Purpose> purpose = Optional.empty();
    private Optional<String> about = Optional.empty();
    private Optional<SendingId> sending = Optional.empty();
    private Optional<Route> route = Optional.of(Route.ESP);
    private Optional<IdentityOutcome> identity = Optional.of(IdentityOutcome.ON_BEHALF_OF);
    private String explanation = "By the ESP (mailjet), on behalf of the author.";
    private Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();

    LoggedStatement(String id) {
        this.id = id;
        outcomes.put(Mailboxes.GRACE.address(), new RecipientOutcome.Pending());
        outcomes.put(Mailboxes.ALAN.address(), new RecipientOutcome.Pending());
    }

    static LoggedMessage of(String id) {
        return new LoggedStatement(id).build();
    }

    static LoggedMessage pending(String id) {
        return of(id);
    }

    static LoggedMessage of(String id, MessageClass messageClass, Route route, IdentityOutcome identity) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.messageClass = messageClass;
        statement.route = Optional.of(route);
        statement.identity = Optional.of(identity);
        return statement.build();
    }

    static LoggedMessage ofAccount(AccountId account, String id) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.account = account;
        return statement.build();
    }

    static LoggedMessage sentAt(String id, Instant sentAt) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.sentAt = sentAt;
        return statement.build();
    }

    static LoggedMessage about(String id, String reference) {
        return new LoggedStatement(id).about(reference).build();
    }

    static LoggedMessage inCampaign(String id, String campaign) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.campaign = CampaignName.of(campaign);
        return statement.build();
    }

    static LoggedMessage to(String id, Map<EmailAddress, RecipientOutcome> outcomes) {
        return new LoggedStatement(id).to(outcomes).build();
    }

    static LoggedMessage ofSending(SendingId sending, String id, RecipientOutcome... outcomes) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.sending = Optional.of(sending);
        statement.outcomes.clear();
        List<EmailAddress> recipients = List.of(Mailboxes.GRACE.address(), Mailboxes.ALAN.address());
        for (int i = 0; i < outcomes.length; i++) {
            statement.outcomes.put(recipients.get(i), outcomes[i]);
        }
        return statement.build();
    }

    /** One with a value in every place. */
    static LoggedMessage complete(String id) {
        LoggedStatement statement = new LoggedStatement(id).about("invoice/1017");
        statement.author = Mailbox.of("雪 田中", "yuki@bücher.example");
        statement.messageClass = MessageClass.SYSTEM;
        statement.purpose = Optional.of(Purpose.of("invoice"));
        statement.sending = Optional.of(SENDING);
        statement.outcomes.put(
                Mailboxes.GRACE.address(),
                new RecipientOutcome.Submitted(new SubmissionResult.Accepted("q1", "250 2.0.0 OK")));
        return statement.build();
    }

    /** One that did not leave: without route and identity, and without anything that may be left out. */
    static LoggedMessage withheld(String id) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.author = Mailbox.of("erik@acme.example");
        statement.subject = "";
        statement.route = Optional.empty();
        statement.identity = Optional.empty();
        statement.explanation = "";
        statement.outcomes.put(
                Mailboxes.GRACE.address(), new RecipientOutcome.Withheld("UNMERGED_PLACEHOLDER", "{{first}}"));
        statement.outcomes.remove(Mailboxes.ALAN.address());
        return statement.build();
    }

    /** One that has this text wherever any text may stand. */
    static LoggedMessage saying(String id, String text) {
        LoggedStatement statement = new LoggedStatement(id);
        statement.subject = text;
        statement.explanation = text;
        statement.outcomes.put(Mailboxes.GRACE.address(), new RecipientOutcome.Withheld("VETOED", text));
        return statement.build();
    }

    LoggedStatement about(String reference) {
        about = Optional.of(reference);
        return this;
    }

    LoggedStatement to(Map<EmailAddress, RecipientOutcome> recipients) {
        outcomes = recipients;
        return this;
    }

    LoggedMessage build() {
        return new LoggedMessage(
                id,
                account,
                sentAt.minusSeconds(5),
                sentAt,
                author,
                subject,
                campaign,
                messageClass,
                purpose,
                about,
                sending,
                route,
                identity,
                explanation,
                outcomes);
    }
}
