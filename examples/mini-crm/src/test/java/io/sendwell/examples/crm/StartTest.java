package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import io.sendwell.examples.crm.outside.RealOutside;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What has to be there before it starts, and what is said when it is not. */
class StartTest {

    private static final Map<String, String> REAL = Map.of(
            "CRM_MAILJET_KEY", "0123456789abcdef0123456789abcdef",
            "CRM_MAILJET_SECRET", "fedcba9876543210fedcba9876543210",
            "CRM_SMTP_HOST", "smtp.vendor.example",
            "CRM_SMTP_USER", "crm",
            "CRM_SMTP_PASSWORD", "secret",
            "CRM_OPERATOR_DOMAIN", "vendor.example",
            "CRM_PUBLIC_URL", "https://crm.vendor.example");

    @TempDir
    Path directory;

    private MiniCrm start(Map<String, String> more) throws IOException {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("CRM_DIRECTORY", directory.toString());
        environment.putIfAbsent("CRM_PORT", "0");
        return MiniCrm.start(Settings.of(environment), environment);
    }

    private void assertRefused(Map<String, String> environment, String... words) {
        assertThatThrownBy(() -> start(environment).close())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CRM_MAILJET_SECRET",
                "CRM_SMTP_HOST",
                "CRM_SMTP_USER",
                "CRM_SMTP_PASSWORD",
                "CRM_OPERATOR_DOMAIN",
                "CRM_PUBLIC_URL"
            })
    void sending_for_real_needs_all_of_its_settings(String missing) {
        Map<String, String> environment = new HashMap<>(REAL);
        environment.put(missing, " ");
        assertThatThrownBy(() -> RealOutside.of(environment))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("would send for real")
                .hasMessageEndingWith(": " + missing + ".");
    }

    @ParameterizedTest
    @CsvSource({
        "CRM_PORT, 80250",
        "CRM_PORT, here",
        "CRM_PUBLIC_URL, http://crm.vendor.example",
        "CRM_PUBLIC_URL, https://crm.vendor.example/?a=b",
        "CRM_DATABASE, jdbc:mysql://localhost/crm",
        "CRM_SECRET, short",
        "CRM_SANDBOX, false",
    })
    void a_setting_that_makes_no_sense_is_named(String name, String value) {
        Map<String, String> environment = new HashMap<>(REAL);
        environment.put(name, value);
        assertRefused(environment, name);
    }

    @Test
    void a_database_that_can_be_shared_needs_a_secret_that_is_shared() {
        String url = "jdbc:postgresql://localhost:1/crm?user=crm&password=known-to-few";
        assertRefused(Map.of("CRM_DATABASE", url), "CRM_SECRET", "openssl rand -hex 32");
        assertThatThrownBy(() -> start(Map.of("CRM_DATABASE", url, "CRM_SECRET", "0123456789abcdef")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("CRM_DATABASE")
                .hasMessageNotContaining("known-to-few");
    }

    @Test
    void what_is_in_use_is_named_and_the_first_one_goes_on() throws IOException, InterruptedException {
        try (MiniCrm first = start(Map.of())) {
            assertRefused(Map.of(), "played in " + directory.resolve("stage"), "CRM_DIRECTORY", "CRM_PORT");
            String stage = directory.resolve("stage").toString();
            // To H2 a process is one, however often it opens a file.
            try (CrmProcess second = CrmProcess.start(directory, Map.of("CRM_STAGE", stage))) {
                assertThat(second.awaitEnd())
                        .contains("The CRM does not start. The database cannot be opened", directory.toString())
                        .doesNotContain("\tat ");
            }
            String port = Integer.toString(first.url().getPort());
            Path elsewhere = directory.resolve("elsewhere");
            Map<String, String> second =
                    Map.of("CRM_STAGE", stage, "CRM_PORT", port, "CRM_DIRECTORY", elsewhere.toString());
            assertThatThrownBy(() -> MiniCrm.start(Settings.of(second), second))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContainingAll("Port " + port, "CRM_PORT");
            assertThat(Visitor.loggedIn(first.url(), "erik").get("/persons").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void with_the_settings_of_a_real_account_it_makes_sub_accounts_that_report_to_the_public_url() throws IOException {
        try (FakeMailjet mailjet = FakeMailjet.start()) {
            FakeMailjetAccount operator = mailjet.account("operator");
            Map<String, String> environment = new HashMap<>(REAL);
            environment.put("CRM_MAILJET_KEY", operator.apiKey());
            environment.put("CRM_MAILJET_SECRET", operator.secretKey());
            environment.put("CRM_MAILJET_URL", mailjet.baseUrl().toString());
            try (MiniCrm crm = start(environment)) {
                assertThat(crm.stage()).isEmpty();
                assertThat(crm.explain())
                        .contains("sends none of it", "CRM_SANDBOX=off", "by smtp.vendor.example leaves for real");
                Story.enable(Visitor.loggedIn(crm.url(), "erik"));
            }
            assertThat(operator.subAccounts())
                    .extracting(FakeMailjetAccount::name)
                    .containsExactly("Brightwater_10231");
            assertThat(mailjet.requests())
                    .filteredOn(request -> request.path().endsWith("/eventcallbackurl"))
                    .filteredOn(request -> request.method().equals("POST"))
                    .hasSizeGreaterThan(5);
        }
        assertThat(RealOutside.of(Map.of())).isEmpty();
    }
}
