package io.sendwell.testkit.assertions;

import io.sendwell.check.CheckReport;
import io.sendwell.check.Finding;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions about a {@link CheckReport} and its findings. */
public final class CheckReportAssert extends AbstractAssert<CheckReportAssert, CheckReport> {

    CheckReportAssert(CheckReport actual) {
        super(actual, CheckReportAssert.class);
    }

    /** Nothing failed, and so there is no advice either. */
    public CheckReportAssert isClean() {
        isNotNull();
        return require(actual.clean(), "nothing fails");
    }

    /** Nothing keeps the mail from leaving; there may be advice. */
    public CheckReportAssert isSendable() {
        isNotNull();
        return require(actual.sendable(), "nothing stops the mail");
    }

    /** A finding of this code keeps the mail from leaving. */
    public CheckReportAssert stopsWith(String code) {
        isNotNull();
        return require(has(actual.stops(), code), code + " stops the mail");
    }

    /** A finding of this code failed and does not stop the mail. */
    public CheckReportAssert advises(String code) {
        isNotNull();
        return require(has(actual.advice(), code), code + " is among the advice");
    }

    private static boolean has(List<Finding> findings, String code) {
        return findings.stream().anyMatch(finding -> finding.code().equals(code));
    }

    private CheckReportAssert require(boolean holds, String wanted) {
        if (!holds) {
            failWithMessage(
                    "Expected that %s, but this was found:%s",
                    wanted,
                    actual.findings().stream()
                            .map(finding ->
                                    "\n  " + finding.severity() + " " + finding.status() + " " + finding.explain())
                            .collect(Collectors.joining()));
        }
        return this;
    }
}
