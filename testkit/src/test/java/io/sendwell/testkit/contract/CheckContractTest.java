package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.check.Check;
import io.sendwell.check.Finding;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.testkit.fixtures.Messages;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckContractTest {

    /** What the run under way is about: JUnit makes the implementer itself, in this thread. */
    private static final ThreadLocal<Flaw> FLAW = new ThreadLocal<>();

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    private enum Flaw {
        NONE(""),
        FINDS_NOTHING("it_says_something_of_a_mail_that_it_objects_to"),
        STOPS_EVERYTHING("it_does_not_stop_a_usual_mail"),
        SAYS_IT_ONCE("the_same_mail_gets_the_same_findings_each_time"),
        THROWS_OUTSIDE_ASCII("hostile_text_is_examined_like_any_other"),
        LEAVES_FILES_OPEN("a_file_that_it_looks_into_is_closed_again"),
        THROWS_WHEN_UNREADABLE("a_file_that_cannot_be_read_is_no_exception"),
        COUNTS_WHO_IS_INSIDE("threads_share_it");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    static class Implementer implements CheckContract {
        @Override
        public Check newCheck() {
            return new OfferCheck(FLAW.get());
        }

        @Override
        public Mail mailToObjectTo() {
            return Messages.statement().toBuilder().subject("Offer").build();
        }
    }

    /** Objects to offers, and looks into files; right but for one flaw. */
    private static final class OfferCheck implements Check {

        private final Flaw flaw;
        private final Set<String> said = ConcurrentHashMap.newKeySet();
        private final AtomicInteger calls = new AtomicInteger();

        private OfferCheck(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        public List<Finding> examine(Mail mail, AccountId account, SendingPolicy policy) {
            mail.attachments().forEach(this::lookInto);
            if (flaw == Flaw.THROWS_OUTSIDE_ASCII
                    && !mail.text().orElse("").chars().allMatch(c -> c < 128)) {
                throw new IllegalStateException("cannot read this");
            }
            boolean objects = mail.subject().equals("Offer");
            if (flaw == Flaw.STOPS_EVERYTHING) {
                return List.of(finding(""));
            }
            if (!objects || flaw == Flaw.FINDS_NOTHING || (flaw == Flaw.SAYS_IT_ONCE && !said.add(mail.subject()))) {
                return List.of();
            }
            return List.of(
                    finding(flaw == Flaw.COUNTS_WHO_IS_INSIDE ? " for the time " + calls.incrementAndGet() : ""));
        }

        private void lookInto(Attachment file) {
            try {
                InputStream in = file.open();
                try {
                    in.read();
                } finally {
                    if (flaw != Flaw.LEAVES_FILES_OPEN) {
                        in.close();
                    }
                }
            } catch (IOException e) {
                if (flaw == Flaw.THROWS_WHEN_UNREADABLE) {
                    throw new UncheckedIOException(e);
                }
            }
        }

        private static Finding finding(String suffix) {
            return Finding.mustFail("OFFER", "It is an offer" + suffix + ".", "No offers.", "", "a house rule");
        }
    }

    @Test
    void an_implementation_without_a_flaw_passes() {
        FLAW.set(Flaw.NONE);
        ContractRun.of(Implementer.class).succeeded();
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void a_flaw_is_caught(Flaw flaw) {
        FLAW.set(flaw);
        ContractRun.of(Implementer.class, flaw.caughtBy).failed();
    }
}
