package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.campaign.Recipient;
import io.sendwell.check.Finding;
import io.sendwell.check.MailRule;
import io.sendwell.policy.SendingPolicy;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BroadcastTallyTest {

    @Test
    void a_person_counts_once_for_a_code_however_many_findings_of_it_the_mail_has() {
        BroadcastTally tally = new BroadcastTally();
        Finding finding = Finding.fail(MailRule.SUBJECT_EMPTY);
        for (String address : List.of("ada@customer.example", "grace@customer.example")) {
            tally.person();
            tally.take(Recipient.of("", address), List.of(finding.with("field", "a"), finding.with("field", "b")));
        }

        assertThat(tally.report(OptionalLong.empty(), List.of(), SendingPolicy.defaults())
                        .findings())
                .singleElement()
                .satisfies(found -> assertThat(found.persons()).isEqualTo(2))
                .satisfies(found -> assertThat(found.examples()).hasSize(2));
    }
}
