package io.sendwell.testkit.assertions;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a {@link FakeSmtp} took. */
public final class FakeSmtpAssert extends AbstractAssert<FakeSmtpAssert, FakeSmtp> {

    FakeSmtpAssert(FakeSmtp actual) {
        super(actual, FakeSmtpAssert.class);
    }

    /** It took so many mails. */
    public FakeSmtpAssert received(int mails) {
        isNotNull();
        if (actual.receivedCount() != mails) {
            failWithMessage(
                    "Expected the server to have received %d mails, but it received %d:%s",
                    mails,
                    actual.receivedCount(),
                    actual.received().stream()
                            .map(mail -> "\n  " + ReceivedMailAssert.describe(mail))
                            .collect(Collectors.joining()));
        }
        return this;
    }

    /** It took nothing. */
    public FakeSmtpAssert receivedNothing() {
        return received(0);
    }

    /** The mail that it took last is as this says. */
    public FakeSmtpAssert lastMail(Consumer<ReceivedMailAssert> requirements) {
        isNotNull();
        List<ReceivedMail> received = actual.received();
        if (received.isEmpty()) {
            failWithMessage("Expected the server to have received a mail, but it received none.");
        }
        requirements.accept(new ReceivedMailAssert(received.get(received.size() - 1)));
        return this;
    }

    /** No client did anything against the rules of the protocol. */
    public FakeSmtpAssert sawNoViolation() {
        isNotNull();
        if (!actual.violations().isEmpty()) {
            failWithMessage("Expected no violation of the protocol, but there were: %s", actual.violations());
        }
        return this;
    }
}
