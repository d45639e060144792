package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static io.sendwell.smtp.Submissions.rendered;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SigningTest {

    private static final DomainName EXAMPLE = DomainName.parse("example.org");

    @Test
    void the_signature_stands_on_top_of_exactly_what_was_signed() throws IOException {
        Submission submission = Submissions.to("grace@example.net");
        String field = "X-Signature: d=example.org; size=" + rendered(submission).length + "\r\n";
        MessageSigner signer = new Signer((account, message) ->
                ("X-Signature: d=example.org; size=" + message.size() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (Offer offer : Offer.values()) {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport = to(smtp).signer(signer).build()) {
                transport.submit(ACCOUNT, List.of(submission));

                String unsigned = new String(rendered(submission), StandardCharsets.UTF_8);
                assertThat(smtp.received().get(0).text()).isEqualTo(field + unsigned);
                assertThat(transport.signingDomain(ACCOUNT, EXAMPLE)).contains(EXAMPLE);
            }
        }
    }

    @Test
    void without_a_signer_the_signing_domain_is_not_known() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            assertThat(transport.signingDomain(ACCOUNT, EXAMPLE)).isEmpty();
        }
    }

    @Test
    void a_signature_that_fails_defers_its_message_alone() {
        MessageSigner broken = new Signer((account, message) -> {
            throw new IOException("the attachment is gone");
        });
        MessageSigner faulty = new Signer((account, message) -> {
            throw new IllegalStateException("the key store is locked");
        });
        for (MessageSigner signer : List.of(broken, faulty)) {
            try (FakeSmtp smtp = FakeSmtp.start();
                    SmtpTransport transport = to(smtp).signer(signer).build()) {
                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(2));

                SubmissionResult result =
                        reports.get(1).results().values().iterator().next();
                assertThat(result).isInstanceOf(SubmissionResult.Deferred.class);
                assertThat(refusal(result).text()).containsAnyOf("the attachment is gone", "the key store is locked");
                assertThat(smtp.received()).isEmpty();
            }
        }
    }

    /** Signs as it is told. */
    private record Signer(Signature signature) implements MessageSigner {
        interface Signature {
            byte[] over(AccountId account, RenderedMessage message) throws IOException;
        }

        @Override
        public Optional<DomainName> signingDomain(AccountId account, DomainName authorDomain) {
            return Optional.of(authorDomain);
        }

        @Override
        public byte[] sign(AccountId account, DomainName authorDomain, RenderedMessage message) throws IOException {
            return signature.over(account, message);
        }
    }
}
