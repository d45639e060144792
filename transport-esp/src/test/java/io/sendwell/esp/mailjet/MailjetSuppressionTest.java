package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.transport.SuppressionLift;
import io.sendwell.transport.Transport;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailjetSuppressionTest {

    private final Transport mailjet = MailjetTransport.builder()
            .credentials(MailjetCredentials.of("0123456789abcdef0123456789abcdef", Secret.of("secret")))
            .build();

    @AfterEach
    void close() {
        mailjet.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"HARD_BOUNCE", "REPEATED_BOUNCES", "SUPPRESSED_BY_PROVIDER", "COMPLAINT"})
    void what_mailjet_keeps_back_cannot_be_lifted_by_program_and_the_receipt_says_who_can(BlockReason reason) {
        assertThat(mailjet.liftSuppression(entry(reason, "mailjet")))
                .hasValueSatisfying(result -> assertThat(result)
                        .isInstanceOfSatisfying(
                                SuppressionLift.CannotBeLifted.class,
                                cannot -> assertThat(cannot.nextStep()).contains("support")));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSUBSCRIBED", "MANUAL"})
    void what_keeps_no_mail_back_at_mailjet_needs_no_lift_there(BlockReason reason) {
        assertThat(mailjet.liftSuppression(entry(reason, "mailjet"))).isEmpty();
    }

    @Test
    void what_another_reporter_said_is_not_on_mailjets_list() {
        assertThat(mailjet.liftSuppression(entry(BlockReason.HARD_BOUNCE, "smtp")))
                .isEmpty();
    }

    private static BlocklistEntry entry(BlockReason reason, String source) {
        return BlocklistEntry.of(
                EmailAddress.parse("kim@example.net"), reason, source, Instant.parse("2026-11-21T12:00:00Z"));
    }
}
