package io.sendwell.smtp.report;

import io.sendwell.account.ConfigurationException;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.BounceClassifier;
import io.sendwell.event.EventIntake;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.unsubscribe.UnsubscribeHandler;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what comes back about mail that left by SMTP: one message at a time, from wherever it came.
 *
 * <pre>{@code
 * SmtpReports reports = SmtpReports.to(sendwell.events())
 *     .provenBy(new BounceAddresses(operator))      // the operator that Sendwell was built with
 *     .build();
 *
 * ReportResult result = reports.receive(octets);    // what a mail server, a pipe or a mailbox handed over
 * }</pre>
 *
 * <p>Anybody can write to a bounce address, so a report counts only when it names a copy of ours by its code: in the address that
 * it was sent to, in the envelope id, or in what it brings back of the message. A code comes out with each copy, to its recipient
 * and the servers on the way. They can report of that copy, and of nobody whom it was not sent to.
 *
 * <p>Reading throws nothing, whatever the octets, and looks at the first {@value #MOST_READ} of them. Threads share it.
 */
public final class SmtpReports {

    /** How many octets of a message are read. Reports are small; what follows is the message that they are about. */
    public static final int MOST_READ = 1_048_576;

    private final EventIntake intake;
    private final BounceAddresses bounceAddresses;
    private final Optional<UnsubscribeHandler> unsubscribing;
    private final InstantSource clock;
    private final ReportReader reader = new ReportReader(BounceClassifier.shipped());

    private SmtpReports(Builder builder, BounceAddresses bounceAddresses) {
        intake = builder.intake;
        unsubscribing = builder.unsubscribing;
        clock = builder.clock;
        this.bounceAddresses = bounceAddresses;
    }

    /** Starts a reader whose events go here, such as {@code sendwell.events()}. */
    public static Builder to(EventIntake intake) {
        return new Builder(intake);
    }

    /**
     * Takes in a message as it came (RFC 5322).
     *
     * @return what became of it. When it is {@link ReportResult.Reported} or {@link ReportResult.Unsubscribed}, what it told survives the end of this process; then, and
     *     only then, the message has done its work
     * @throws io.sendwell.account.SendwellException when a store is out of reach: keep the message, and hand it in again
     */
    public ReportResult receive(byte[] message) {
        return receive(message, Optional.empty());
    }

    /**
     * Takes in a message of which the envelope is known, as a mail server knows it: some forms of report name the copy there alone.
     *
     * @param deliveredTo to which address it came (RCPT TO)
     * @throws io.sendwell.account.SendwellException when a store is out of reach: keep the message, and hand it in again
     */
    public ReportResult receive(EmailAddress deliveredTo, byte[] message) {
        return receive(message, Optional.of(deliveredTo));
    }

    private ReportResult receive(byte[] octets, Optional<EmailAddress> deliveredTo) {
        MimeEntity message = MimeEntity.read(octets.length <= MOST_READ ? octets : Arrays.copyOf(octets, MOST_READ));
        // Before all else: programs write such a mail for a person, and it may look like theirs.
        Optional<ReportResult> left = unsubscribing
                .flatMap(handler -> handler.byMail(ReportReader.subject(message)))
                .map(ReportResult.Unsubscribed::new);
        if (left.isPresent()) {
            return left.get();
        }
        Optional<String> copy = places(message, deliveredTo)
                .map(bounceAddresses::provenIn)
                .flatMap(Optional::stream)
                .findFirst();
        Optional<ReportReader.Told> told = reader.read(message, copy, clock.instant());
        if (told.isEmpty()) {
            return new ReportResult.NoReport("It is no bounce message, no feedback report and no automatic reply.");
        }
        if (copy.isPresent()) {
            intake.receive(told.get().events());
            return new ReportResult.Reported(told.get().events());
        }
        return told.get().isReport()
                ? new ReportResult.Unproven(told.get().events())
                : new ReportResult.NoReport("It is an automatic message, and nothing in it names a copy of ours.");
    }

    /** Where a code may stand, the likeliest first. */
    private static Stream<CharSequence> places(MimeEntity message, Optional<EmailAddress> deliveredTo) {
        Stream<CharSequence> envelope = deliveredTo.stream().map(EmailAddress::toString);
        Stream<CharSequence> headers =
                message.all().flatMap(entity -> entity.fields().bodies());
        Stream<CharSequence> texts =
                message.all().filter(entity -> entity.parts().isEmpty()).map(MimeEntity::text);
        return Stream.concat(envelope, Stream.concat(headers, texts));
    }

    /** Settings of {@link SmtpReports}. One thread at a time. */
    public static final class Builder {

        private final EventIntake intake;
        private @Nullable BounceAddresses bounceAddresses;
        private Optional<UnsubscribeHandler> unsubscribing = Optional.empty();
        private InstantSource clock = InstantSource.system();

        private Builder(EventIntake intake) {
            this.intake = intake;
        }

        /** Knows the codes of our copies; required. Make it of the operator that Sendwell was built with. */
        public Builder provenBy(BounceAddresses addresses) {
            bounceAddresses = addresses;
            return this;
        }

        /**
         * Takes in as well what people write to leave a list, at the address that {@code UnsubscribeLinks.mailto} names. Whoever has the
         * token of a mail can do it, as with the link of that mail.
         *
         * @param handler such as {@code sendwell.unsubscribeHandler()}
         */
        public Builder unsubscribing(UnsubscribeHandler handler) {
            unsubscribing = Optional.of(handler);
            return this;
        }

        /** The clock, for tests; a report without a time, or of a later one, happened when it came. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /**
         * The reader.
         *
         * @throws ConfigurationException without bounce addresses that carry a code: anybody could block addresses
         */
        public SmtpReports build() {
            if (bounceAddresses == null || !bounceAddresses.areUnforgeable()) {
                throw new ConfigurationException("Anybody can write a bounce message. Give the operator a secret, by"
                        + " Operator.named(...).bounceSecret(...), and call provenBy(new BounceAddresses(operator)).");
            }
            return new SmtpReports(this, bounceAddresses);
        }
    }
}
