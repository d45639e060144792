package io.sendwell.testkit.assertions;

import io.sendwell.Receipt;
import io.sendwell.check.CheckReport;
import io.sendwell.testkit.dns.FakeDns;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;

/**
 * Where assertions about Sendwell's values and the fakes begin; a static import of {@code assertThat} stands well beside
 * AssertJ's own.
 *
 * <pre>{@code
 * assertThat(account.send(mail)).wasAccepted().leftBy(Route.ESP);
 * assertThat(mailjet.account("acme")).accepted(1).lastMail(sent -> sent.isOnBehalfOf("erik@acme.example"));
 * }</pre>
 */
public final class SendwellAssertions {

    private SendwellAssertions() {}

    /** What became of a message that was sent. */
    public static ReceiptAssert assertThat(Receipt actual) {
        return new ReceiptAssert(actual);
    }

    /** What examinations found. */
    public static CheckReportAssert assertThat(CheckReport actual) {
        return new CheckReportAssert(actual);
    }

    /** What a key of the fake Mailjet took. */
    public static FakeMailjetAccountAssert assertThat(FakeMailjetAccount actual) {
        return new FakeMailjetAccountAssert(actual);
    }

    /** One message that the fake Mailjet took. */
    public static AcceptedMessageAssert assertThat(AcceptedMessage actual) {
        return new AcceptedMessageAssert(actual);
    }

    /** What the fake SMTP server took. */
    public static FakeSmtpAssert assertThat(FakeSmtp actual) {
        return new FakeSmtpAssert(actual);
    }

    /** One mail that the fake SMTP server took. */
    public static ReceivedMailAssert assertThat(ReceivedMail actual) {
        return new ReceivedMailAssert(actual);
    }

    /** What the fake DNS server was asked. */
    public static FakeDnsAssert assertThat(FakeDns actual) {
        return new FakeDnsAssert(actual);
    }
}
