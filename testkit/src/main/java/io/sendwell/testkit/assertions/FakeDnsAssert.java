package io.sendwell.testkit.assertions;

import io.sendwell.dns.DnsType;
import io.sendwell.testkit.dns.FakeDns;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a {@link FakeDns} was asked. */
public final class FakeDnsAssert extends AbstractAssert<FakeDnsAssert, FakeDns> {

    FakeDnsAssert(FakeDns actual) {
        super(actual, FakeDnsAssert.class);
    }

    /** It was asked about this name and type at least once, by either transport. */
    public FakeDnsAssert wasAsked(String name, DnsType type) {
        isNotNull();
        if (actual.timesAsked(name, type) == 0) {
            failWithMessage(
                    "Expected the server to have been asked for %s of %s, but it was not:%s", type, name, asked());
        }
        return this;
    }

    /** It was asked about this name and type so often, by either transport. */
    public FakeDnsAssert wasAsked(int times, String name, DnsType type) {
        isNotNull();
        int found = actual.timesAsked(name, type);
        if (found != times) {
            failWithMessage(
                    "Expected the server to have been asked for %s of %s %d times, but it was %d times:%s",
                    type, name, times, found, asked());
        }
        return this;
    }

    /** It was never asked about this name and type. */
    public FakeDnsAssert wasNotAsked(String name, DnsType type) {
        return wasAsked(0, name, type);
    }

    /** It was asked so many questions in all. */
    public FakeDnsAssert wasAskedQuestions(int questions) {
        isNotNull();
        if (actual.questions().size() != questions) {
            failWithMessage(
                    "Expected the server to have been asked %d questions, but there were %d:%s",
                    questions, actual.questions().size(), asked());
        }
        return this;
    }

    /** It was asked nothing. */
    public FakeDnsAssert wasAskedNothing() {
        return wasAskedQuestions(0);
    }

    /** No client sent anything that is no question. */
    public FakeDnsAssert sawNoViolation() {
        isNotNull();
        if (!actual.violations().isEmpty()) {
            failWithMessage("Expected no violation of the protocol, but there were: %s", actual.violations());
        }
        return this;
    }

    private String asked() {
        return actual.questions().stream().map(question -> "\n  " + question).collect(Collectors.joining());
    }
}
