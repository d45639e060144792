package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.account.SendwellException;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.esp.webhook.WebhookReply;
import io.sendwell.esp.webhook.WebhookRequest;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventIntake;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Mailjet reports to (Event API, versions 1 and 2). It knows no web framework: hand it each request, answer what it says.
 *
 * <pre>{@code
 * MailjetWebhook webhook = MailjetWebhook.to(sendwell.events())
 *     .guardedBy(WebhookGuard.basicAuth("hook", password))
 *     .build();
 *
 * WebhookReply reply = webhook.receive(WebhookRequest.of(path, headers, body));   // in any servlet or controller
 * }</pre>
 *
 * <p>Mailjet signs nothing, so a guard is required. It takes any answer but 200 for a failure, comes again every 30 seconds, and
 * gives the URL up after 24 hours, with all that it has not reported by then. So whatever it says is answered 200, also what
 * cannot be read, of which the log tells how much; and with anything else only what may be better later: a store that is away
 * (503), a request that broke off (503), one larger than 4 MiB (413), and whoever is not admitted (401, 403 or 404, as the guard
 * says). A field that is missing or unknown, an event of a kind that is new, a message that was sent from Mailjet's own pages
 * lose nothing. Threads share it.
 */
public final class MailjetWebhook {

    /** Events of about a second are posted together; a few hundred octets each. */
    private static final int BODY_LIMIT = 4 * 1_048_576;

    private static final Logger log = LoggerFactory.getLogger(MailjetWebhook.class);

    private final EventIntake intake;
    private final WebhookGuard guard;
    private final MailjetEvents events;

    private MailjetWebhook(EventIntake intake, WebhookGuard guard, MailjetEvents events) {
        this.intake = intake;
        this.guard = guard;
        this.events = events;
    }

    /** Starts a webhook whose events go here, such as {@code sendwell.events()}. */
    public static Builder to(EventIntake intake) {
        return new Builder(intake);
    }

    /** Takes in one request. It throws nothing. When the answer is 200, what it reported survives the end of this process. */
    public WebhookReply receive(WebhookRequest request) {
        if (!guard.admits(request)) {
            log.warn("A request to Mailjet's webhook was not admitted");
            return guard.refusal();
        }
        OptionalLong length = length(request);
        if (length.orElse(0) > BODY_LIMIT) {
            return tooLarge();
        }
        byte[] body;
        try {
            body = request.body().readNBytes(BODY_LIMIT + 1);
        } catch (IOException e) {
            log.warn("A request to Mailjet's webhook broke off: {}", LogText.masked(e.toString()));
            return WebhookReply.comeAgain();
        }
        if (body.length > BODY_LIMIT) {
            return tooLarge();
        }
        if (body.length < length.orElse(0)) {
            log.warn("A request to Mailjet's webhook was cut off after {} octets", body.length);
            return WebhookReply.comeAgain();
        }
        return taken(MailjetEventReader.read(body));
    }

    /** The octets that the sender says it sends; empty where it does not say so, or says so of something compressed. */
    private static OptionalLong length(WebhookRequest request) {
        return request.header("Content-Encoding").isPresent()
                ? OptionalLong.empty()
                : request.header("Content-Length")
                        .filter(text -> text.matches("\\d{1,18}"))
                        .map(text -> OptionalLong.of(Long.parseLong(text)))
                        .orElse(OptionalLong.empty());
    }

    private static WebhookReply tooLarge() {
        log.warn("A request to Mailjet's webhook has more than {} octets", BODY_LIMIT);
        return WebhookReply.tooLarge();
    }

    // What is no event now is none in 30 seconds either, and 24 hours of it would cost the URL.
    private WebhookReply taken(MailjetEventReader.Found found) {
        if (found.unreadable() > 0) {
            log.warn(
                    "{} parts of what Mailjet reported are no events and are dropped; {} are",
                    found.unreadable(),
                    found.events().size());
        }
        List<DeliveryEvent> reported =
                found.events().stream().map(events::event).toList();
        return reported.isEmpty() ? WebhookReply.taken(0) : taken(reported);
    }

    private WebhookReply taken(List<DeliveryEvent> reported) {
        try {
            intake.receive(reported);
            return WebhookReply.taken(reported.size());
        } catch (SendwellException e) {
            log.error("{} events of Mailjet cannot be taken in now; it comes again", reported.size(), e);
        } catch (RuntimeException e) {
            log.error("{} events of Mailjet failed in the application; it comes again", reported.size(), e);
        }
        return WebhookReply.comeAgain();
    }

    /** Settings of a {@link MailjetWebhook}. One thread at a time. */
    public static final class Builder {

        private final EventIntake intake;
        private @Nullable WebhookGuard guard;
        private Optional<AccountId> account = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private Builder(EventIntake intake) {
            this.intake = intake;
        }

        /** Who may report; required. */
        public Builder guardedBy(WebhookGuard value) {
            guard = value;
            return this;
        }

        /**
         * Whose mail is reported of where a report does not say so: mail that was sent from Mailjet's own pages with this account's
         * API key. Without it such reports are dropped.
         */
        public Builder account(AccountId value) {
            account = Optional.of(value);
            return this;
        }

        /** The clock, for tests; a report without a time happened when it came. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /**
         * The webhook.
         *
         * @throws ConfigurationException without a guard: anybody could block addresses
         */
        public MailjetWebhook build() {
            if (guard == null) {
                throw new ConfigurationException("Mailjet signs no reports, so its webhook needs a guard: call"
                        + " guardedBy(WebhookGuard.basicAuth(...)) and put the same into the URL at Mailjet.");
            }
            return new MailjetWebhook(intake, guard, new MailjetEvents(account, clock));
        }
    }
}
