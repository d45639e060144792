package io.sendwell;

import io.sendwell.FrozenSending.Merging;
import io.sendwell.account.AccountId;
import io.sendwell.address.Mailbox;
import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.message.CampaignName;
import io.sendwell.message.Mail;
import io.sendwell.message.MergeData;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.InMemoryOutbox;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewEntry;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** An {@link Office} with an outbox, and a clock that the test moves. */
final class PostOffice {

    static final AccountId ACCOUNT = AccountId.of("one");
    static final Duration LEASE = Duration.ofMinutes(1);

    final Office office = new Office();
    private Instant now = Office.NOW;
    final InstantSource clock = () -> now;
    final InMemoryOutbox outbox = new InMemoryOutbox(clock);

    SendwellBuilder builder() {
        return office.builder().outbox(outbox).clock(clock);
    }

    Release release() {
        return builder().build().release();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** A mail that is due now. */
    SendingId scheduled(Mail mail) {
        return scheduled(
                Merging.DONE,
                mail,
                List.of(FrozenEntry.ofWholeMail(ContentHash.of(mail)).encoded()));
    }

    /** A mail whose entry holds something else than it should. */
    SendingId scheduled(Mail mail, Octets data) {
        return scheduled(Merging.DONE, mail, List.of(data));
    }

    /** A broadcast that is due now, to persons who differ by {@code first}. */
    SendingId broadcast(Mail template, String... persons) {
        MailTemplate compiled = MailTemplate.of(template, TemplateEngine.sendwell());
        List<Octets> entries = new ArrayList<>();
        for (String person : persons) {
            Mailbox mailbox = Mailbox.of(person, person + "@example.net");
            MergeData values = MergeData.of("first", person);
            Mail merged = compiled.merge(template.toBuilder().onlyTo(mailbox).build(), values)
                    .mail();
            Mail complete = Preparation.completed(merged, new ArrayList<>());
            entries.add(new FrozenEntry(
                            Optional.of(mailbox),
                            Optional.empty(),
                            new FrozenEntry.Body.Values(values),
                            ContentHash.of(complete))
                    .encoded());
        }
        return scheduled(Merging.BY_VALUES, template, entries);
    }

    private SendingId scheduled(Merging merging, Mail mail, List<Octets> entries) {
        SendingId id = new SendingId(UUID.randomUUID());
        outbox.create(new NewSending(
                id,
                ACCOUNT,
                id.toString(),
                "hash",
                Lane.INDIVIDUAL,
                new SendingSummary("", mail.subject(), "", CampaignName.of("Emails 2026 11"))));
        try {
            List<String> digests = new ArrayList<>();
            for (var attachment : mail.attachments()) {
                digests.add(FrozenSending.digest(attachment));
            }
            FrozenSending.store(outbox, id, Optional.empty(), merging, mail, digests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outbox.append(
                id,
                IntStream.range(0, entries.size())
                        .mapToObj(i -> new NewEntry(i, "person " + i, entries.get(i)))
                        .toList());
        outbox.seal(id, entries.size(), now);
        return id;
    }

    Claim claim(SendingId id) {
        return outbox.claim(new ClaimRequest(id, List.of(UUID.randomUUID()), 50, LEASE, ClaimRequest.Among.ALL))
                .get(0);
    }

    /** Completes entries to be tried again, and lets the time pass until they are. */
    Claim again(Claim claim, List<EntryOutcome> outcomes) {
        outbox.complete(outcomes.stream()
                .map(outcome -> EntryResult.again(
                        outcome.entry(), claim.token(), Duration.ofMinutes(5), outcome.code(), "", outcome.memo()))
                .toList());
        pass(Duration.ofMinutes(5));
        return claim(claim.token().sending());
    }

    /** Dispatches a claim as if the process died then. */
    void dispatched(Claim claim, Release release) {
        outbox.dispatch(
                claim.token(),
                claim.entries().size(),
                LEASE,
                release.prepare(claim).note());
    }

    /** Takes a dispatched claim over when it may be asked for. */
    Claim recovered(Duration settle) {
        pass(LEASE.plus(settle));
        return outbox.recover(settle, LEASE).orElseThrow();
    }
}
