package io.sendwell.testkit.assertions;

import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a {@link FakeMailjetAccount} took to be sent. */
public final class FakeMailjetAccountAssert extends AbstractAssert<FakeMailjetAccountAssert, FakeMailjetAccount> {

    FakeMailjetAccountAssert(FakeMailjetAccount actual) {
        super(actual, FakeMailjetAccountAssert.class);
    }

    /** It took so many messages since it was made. */
    public FakeMailjetAccountAssert accepted(long messages) {
        isNotNull();
        if (actual.acceptedCount() != messages) {
            failWithMessage(
                    "Expected %s to have accepted %d messages, but it accepted %d:%s",
                    actual.name(),
                    messages,
                    actual.acceptedCount(),
                    actual.accepted().stream()
                            .map(message -> "\n  " + AcceptedMessageAssert.describe(message))
                            .collect(Collectors.joining()));
        }
        return this;
    }

    /** It took nothing. */
    public FakeMailjetAccountAssert acceptedNothing() {
        return accepted(0);
    }

    /** The message that it took last is as this says. */
    public FakeMailjetAccountAssert lastMail(Consumer<AcceptedMessageAssert> requirements) {
        isNotNull();
        List<AcceptedMessage> accepted = actual.accepted();
        if (accepted.isEmpty()) {
            failWithMessage("Expected %s to have accepted a message, but it accepted none.", actual.name());
        }
        requirements.accept(new AcceptedMessageAssert(accepted.get(accepted.size() - 1)));
        return this;
    }
}
