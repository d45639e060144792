package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.smtp.ConnectionProblem.Kind;
import io.sendwell.testkit.smtp.AuthMechanism;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoginTest {

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "LOGIN"})
    void a_password_goes_by_whichever_of_plain_and_login_is_offered(AuthMechanism mechanism) {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .user("grüße", "pä:ss wörd")
                        .offersOnly(mechanism)
                        .requiresAuth()
                        .start();
                SmtpTransport transport = transport(server(smtp).login("grüße", Secret.of("pä:ss wörd")))) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(1))).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received().get(0).authenticatedUser()).contains("grüße");
        }
    }

    @Test
    void a_token_is_asked_for_with_each_connection() {
        AtomicInteger asked = new AtomicInteger();
        Supplier<Secret> tokens = () -> Secret.of("token-" + asked.incrementAndGet());
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .token("shop@example.org", "token-2")
                        .requiresAuth()
                        .start();
                SmtpTransport transport = transport(server(smtp).login("shop@example.org", tokens))) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(1))).noneMatch(SubmissionReport::allAccepted);
            assertThat(transport.submit(ACCOUNT, Submissions.many(2))).allMatch(SubmissionReport::allAccepted);
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void a_refused_login_defers_the_whole_route_and_shows_no_secret() {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().user("shop", "right").requiresAuth().start();
                SmtpTransport transport = transport(server(smtp).login("shop", Secret.of("wr0ng-s3cret")))) {
            SubmissionResult result = transport.submit(ACCOUNT, Submissions.many(2)).get(1).results().values().stream()
                    .findFirst()
                    .orElseThrow();

            assertThat(result).isInstanceOf(SubmissionResult.Deferred.class);
            assertThat(refusal(result).scope()).isEqualTo(RefusalScope.ROUTE);
            assertThat(refusal(result).code()).isEqualTo("535");
            assertThat(refusal(result).enhancedCode()).isEqualTo("5.7.8");
            assertThat(transport.testConnection().problem().orElseThrow().kind())
                    .isEqualTo(Kind.LOGIN);
            assertThat(refusal(result).text() + transport + transport.testConnection())
                    .doesNotContain("wr0ng-s3cret", "d3IwbmctczNjcmV0");
            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void a_server_without_auth_gets_no_mail_in_nobodys_name() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = transport(server(smtp).login("shop", Secret.of("s3cret")))) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(1))).noneMatch(SubmissionReport::allAccepted);
            assertThat(transport.testConnection().problem().orElseThrow().kind())
                    .isEqualTo(Kind.NO_AUTH);
            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void a_server_with_other_mechanisms_is_explained() {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().token("shop@example.org", "token").start();
                SmtpTransport transport = transport(server(smtp).login("shop", Secret.of("s3cret")))) {
            assertThat(transport.testConnection().problem().orElseThrow())
                    .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Kind.NO_AUTH))
                    .satisfies(problem -> assertThat(problem.why()).contains("XOAUTH2", "PLAIN"));
        }
    }

    @Test
    void a_token_that_cannot_be_had_is_no_exception() {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().token("shop@example.org", "token").start();
                SmtpTransport transport = transport(server(smtp).login("shop@example.org", () -> {
                    throw new IllegalStateException("the identity provider is away");
                }))) {
            SubmissionResult result = transport.submit(ACCOUNT, Submissions.many(1)).get(0).results().values().stream()
                    .findFirst()
                    .orElseThrow();

            assertThat(refusal(result).text()).contains("the identity provider is away");
        }
    }

    @Test
    void a_login_that_fails_for_now_says_so() {
        try (FakeSmtp smtp = FakeSmtp.builder().user("shop", "s3cret").start();
                SmtpTransport transport = transport(server(smtp).login("shop", Secret.of("s3cret")))) {
            smtp.script().at(SmtpStep.AUTH).answer("454 4.7.0 Temporary authentication failure");

            SubmissionResult result = transport.submit(ACCOUNT, Submissions.many(1)).get(0).results().values().stream()
                    .findFirst()
                    .orElseThrow();

            assertThat(refusal(result).code()).isEqualTo("454");
        }
    }

    private static SmtpServer server(FakeSmtp smtp) {
        return SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()).allowLoginWithoutEncryption();
    }

    private static SmtpTransport transport(SmtpServer server) {
        return SmtpTransport.builder(server).build();
    }
}
