package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.check.Check;
import io.sendwell.check.Finding;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.policy.SendingPolicy;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Messages;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Check} keeps: it reads a mail, says what it found, and neither changes nor breaks anything. */
public interface CheckContract {

    /** Makes a check. */
    Check newCheck();

    /** A mail that the check objects to. */
    Mail mailToObjectTo();

    @Test
    default void it_says_something_of_a_mail_that_it_objects_to() {
        List<Finding> findings = examine(newCheck(), mailToObjectTo());

        assertFalse(findings.isEmpty(), "findings");
        findings.forEach(finding -> assertFalse(finding.explain().isBlank(), "a text"));
    }

    @Test
    default void it_does_not_stop_a_usual_mail() {
        List<Finding> findings = examine(newCheck(), Messages.statement());

        assertEquals(List.of(), findings.stream().filter(Finding::stopsSending).toList());
    }

    @Test
    default void the_same_mail_gets_the_same_findings_each_time() {
        Check check = newCheck();
        List<Finding> first = examine(check, mailToObjectTo());
        examine(check, Messages.statement());

        assertEquals(first, examine(check, mailToObjectTo()));
    }

    @Test
    default void hostile_text_is_examined_like_any_other() {
        Check check = newCheck();
        for (String text : HostileTexts.all()) {
            examine(
                    check,
                    Messages.statement().toBuilder().text(text).html(text).build());
        }
        for (String line : HostileTexts.oneLine()) {
            examine(check, Messages.statement().toBuilder().subject(line).build());
        }
    }

    @Test
    default void a_file_that_it_looks_into_is_closed_again() {
        AtomicInteger open = new AtomicInteger();
        examine(newCheck(), withFile("archive.zip", () -> {
            open.incrementAndGet();
            return new FilterInputStream(new ByteArrayInputStream(new byte[] {'P', 'K', 3, 4})) {
                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }));

        assertEquals(0, open.get(), "files left open");
    }

    @Test
    default void a_file_that_cannot_be_read_is_no_exception() {
        examine(newCheck(), withFile("archive.zip", () -> {
            throw new IOException("the store is away");
        }));
        examine(newCheck(), withFile("archive.tgz", () -> {
            InputStream gone = InputStream.nullInputStream();
            gone.close();
            return gone;
        }));
    }

    @Test
    default void threads_share_it() {
        Check check = newCheck();
        List<Finding> alone = examine(check, mailToObjectTo());
        Callable<List<Finding>> examination = () -> examine(check, mailToObjectTo());
        List<List<Finding>> together =
                Together.run(IntStream.range(0, 8).mapToObj(i -> examination).toList());

        assertTrue(Set.copyOf(together).equals(Set.of(alone)), () -> "alone " + alone + ", together " + together);
    }

    private static Mail withFile(String name, Attachment.Source source) {
        return Messages.statement().toBuilder()
                .attach(Attachment.of(name, "application/zip", 4, source))
                .build();
    }

    private static List<Finding> examine(Check check, Mail mail) {
        return check.examine(mail, Accounts.ACME, SendingPolicy.defaults());
    }
}
