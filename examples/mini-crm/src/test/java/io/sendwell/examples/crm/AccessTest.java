package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who reaches what: nobody without a log-in, no customer another one's, no user the operator's, no form of another site. */
class AccessTest {

    @TempDir
    static Path directory;

    static MiniCrm crm;
    static Visitor erik;
    static Visitor anna;
    static Visitor rosa;

    @BeforeAll
    static void start() throws IOException {
        crm = MiniCrm.start(new Settings(directory, 0, Optional.empty(), Optional.empty(), Optional.empty()), Map.of());
        erik = Visitor.loggedIn(crm.url(), "erik");
        anna = Visitor.loggedIn(crm.url(), "anna");
        rosa = Visitor.loggedIn(crm.url(), "rosa");
    }

    @AfterAll
    static void end() {
        crm.close();
    }

    private static List<Pages.Address> addresses(Role role) {
        return crm.pages().addresses().stream()
                .filter(address -> address.role().equals(Optional.of(role)))
                .filter(address -> !address.path().endsWith("/logout"))
                .toList();
    }

    private static HttpResponse<String> ask(Visitor visitor, Pages.Address address) {
        String path = address.path().replaceAll("\\{\\w+}", "1");
        return address.method().equals("GET") ? visitor.get(path) : visitor.fill(path, Map.of());
    }

    @Test
    void without_a_log_in_every_address_of_the_two_roles_leads_to_the_log_in() {
        Visitor nobody = Visitor.nobody(crm.url());
        for (Role role : Role.values()) {
            assertThat(addresses(role))
                    .isNotEmpty()
                    .allSatisfy(address -> assertThat(ask(nobody, address).uri().getPath())
                            .as(address.toString())
                            .isEqualTo("/login"));
        }
    }

    @Test
    void what_is_the_operators_is_no_address_to_a_customer_and_the_other_way_round() {
        assertThat(addresses(Role.OPERATOR))
                .allSatisfy(address -> assertThat(ask(erik, address).statusCode())
                        .as(address.toString())
                        .isEqualTo(404));
        assertThat(addresses(Role.USER))
                .allSatisfy(address -> assertThat(ask(rosa, address).statusCode())
                        .as(address.toString())
                        .isEqualTo(404));
    }

    @Test
    void a_form_without_the_proof_of_its_session_does_nothing() {
        for (Pages.Address address : addresses(Role.USER)) {
            if (address.method().equals("POST")) {
                String path = address.path().replaceAll("\\{\\w+}", "1");
                assertThat(erik.post(path, Map.of()).statusCode()).as(path).isEqualTo(403);
                assertThat(erik.post(path, Map.of("proof", anna.proof())).statusCode())
                        .as(path + " with the proof of another session")
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void a_form_of_another_site_does_nothing_even_with_the_proof() {
        HttpResponse<String> reply = erik.post(
                "/persons/1/no-mass", Map.of("proof", erik.proof(), "noMass", "yes"), "Sec-Fetch-Site", "cross-site");

        assertThat(reply.statusCode()).isEqualTo(403);
        assertThat(erik.get("/persons/1").body()).doesNotContain("name=\"noMass\" value=\"yes\" checked");
    }

    @Test
    void an_empty_form_and_an_unknown_name_are_never_a_fault_of_ours() {
        assertThat(addresses(Role.USER))
                .allSatisfy(address -> assertThat(ask(erik, address).statusCode())
                        .as(address.toString())
                        .isLessThan(500));
        assertThat(addresses(Role.OPERATOR))
                .allSatisfy(address -> assertThat(ask(rosa, address).statusCode())
                        .as(address.toString())
                        .isLessThan(500));
    }

    @Test
    void a_wrong_password_opens_nothing() {
        Visitor nobody = Visitor.nobody(crm.url());
        assertThat(nobody.post("/login", Map.of("login", "erik", "password", "Sample"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(nobody.post("/login", Map.of("login", "erik' OR '1'='1", "password", "sample"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(nobody.get("/persons").uri().getPath()).isEqualTo("/login");
    }

    @Test
    void whoever_logs_out_is_out_everywhere() {
        Visitor erikAgain = Visitor.loggedIn(crm.url(), "erik");
        erikAgain.fill("/logout", Map.of());
        assertThat(erikAgain.get("/persons").uri().getPath()).isEqualTo("/login");
        assertThat(erik.get("/persons").uri().getPath()).isEqualTo("/persons");
    }

    @Test
    void nothing_of_one_customer_is_reached_from_another_one_by_any_address() {
        String ofErik = "person1@customer.example";
        erik.fill("/settings/accept", Map.of("version", version()));
        erik.fill("/settings/enable", Map.of());
        erik.fill("/domains", Map.of("domain", "brightwater.example"));
        erik.fill(
                "/compose/schedule",
                Map.of(
                        "to",
                        ofErik,
                        "subject",
                        "Secret plans",
                        "text",
                        "Nobody else reads this.",
                        "request",
                        "1",
                        "at",
                        "2099-01-01T10:00"));
        Map<String, String> near = new LinkedHashMap<>();
        near.put("to", ofErik);
        near.put("subject", "Secret plans");
        near.put("text", "Nobody else reads this.");
        near.put("request", "2");
        near.put(
                "at",
                LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                        .plusDays(2)
                        .withNano(0)
                        .toString());
        erik.fill("/compose/schedule", near);
        String sending = erik.get("/scheduled").body().replaceAll("(?s).*?/scheduled/([0-9a-f-]{36}).*", "$1");
        assertThat(sending).hasSize(36);

        assertThat(erik.get("/scheduled/" + sending).body()).contains("Nobody else reads this.");
        for (Pages.Address address : addresses(Role.USER)) {
            String path = address.path()
                    .replace("/scheduled/{id}", "/scheduled/" + sending)
                    .replace("/persons/{id}", "/persons/1")
                    .replace("{domain}", "brightwater.example");
            HttpResponse<String> reply = address.method().equals("GET") ? anna.get(path) : anna.fill(path, Map.of());
            assertThat(reply.body()).as(path).doesNotContain("Secret plans", "Nobody else", "_sendwell-challenge");
            if (!path.equals(address.path())) {
                assertThat(reply.statusCode()).as(path).isEqualTo(404);
            }
        }
        assertThat(erik.read("/scheduled")).contains("Secret plans").doesNotContain("Cancelled");
        assertThat(erik.get("/persons/1").statusCode()).isEqualTo(200);
    }

    private static String version() {
        return erik.get("/settings").body().replaceAll("(?s).*name=\"version\" value=\"([^\"]+)\".*", "$1");
    }

    @Test
    void pages_forbid_scripts_frames_and_guessing_and_the_cookie_is_out_of_reach() {
        HttpResponse<String> page = erik.get("/persons");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        HttpResponse<String> login =
                Visitor.nobody(crm.url()).post("/login", Map.of("login", "erik", "password", "sample"));
        HttpResponse<String> first = login;
        while (first.previousResponse().isPresent()) {
            first = first.previousResponse().get();
        }
        assertThat(first.headers().firstValue("Set-Cookie").orElse("")).contains("HttpOnly", "SameSite=Lax");
    }
}
