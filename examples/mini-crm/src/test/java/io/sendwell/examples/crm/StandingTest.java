package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.Happening;
import io.sendwell.testkit.mailjet.ReportedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an account stands is said where people look: what the guard holds, what the operator stopped, and what was deleted. */
class StandingTest {

    @TempDir
    static Path directory;

    static Stage stage;
    static MiniCrm crm;
    static Visitor rosa;

    @BeforeAll
    static void start() throws IOException {
        Path played = Files.createDirectories(directory.resolve("stage"));
        stage = Stage.open(played, 0);
        crm = MiniCrm.start(
                new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty()), Map.of());
        rosa = Visitor.loggedIn(crm.url(), "rosa");
    }

    @AfterAll
    static void end() {
        crm.close();
        stage.close();
    }

    @Test
    void newsletters_are_held_after_too_many_came_back_until_the_operator_releases_the_account()
            throws InterruptedException {
        Visitor erik = Visitor.loggedIn(crm.url(), "erik");
        Story.enable(erik);
        Story.verifyDomain(erik, stage.url());
        rosa.fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", "60000"));
        int mails = newsletter(erik, "To a bought list", 20);
        newsletter(erik, "Later", 80);
        Story.skip(stage.url(), 20);
        Story.await("the first one has left", () -> accepted("To a bought list").size() == mails);

        accepted("To a bought list").stream()
                .flatMap(message -> message.recipients().stream())
                .limit(100)
                .forEach(copy -> stage.mailjet().happens(copy, Happening.hardBounce(ReportedError.USER_UNKNOWN)));
        assertThat(erik.read("/settings"))
                .contains("No newsletter leaves now", "came back for good", "held, 100 hard bounces of " + mails);
        assertThat(erik.read("/newsletter")).contains("No newsletter leaves now", "came back for good");
        assertThat(erik.read("/scheduled")).contains("No newsletter leaves now");
        assertThat(erik.read("/compose")).doesNotContain("leaves now");
        Story.send(erik, "An invoice");
        assertThat(rosa.read("/operator"))
                .contains(
                        "The guard holds newsletters of account Brightwater_10231 ",
                        "campaign &quot;To a bought list&quot;");

        Story.skip(stage.url(), 70);
        Story.await("the second one is due", () -> erik.read("/scheduled").contains("In progress 0/"));
        assertThat(rosa.fill("/operator/release", Map.of("account", "Brightwater_10231", "reason", ""))
                        .statusCode())
                .isEqualTo(400);
        assertThat(accepted("Later")).isEmpty();

        assertThat(Story.said(
                        rosa,
                        "/operator/release",
                        Map.of("account", "Brightwater_10231", "reason", "The list is gone")))
                .contains("What waits goes on", "released by Rosa Lind: The list is gone");
        Story.skip(stage.url(), 3);
        Story.await("the rest leaves", () -> accepted("Later").size() == mails - 100);
        assertThat(erik.read("/scheduled")).doesNotContain("leaves now");

        Map<String, String> campaign =
                Map.of("account", "Brightwater_10231", "campaign", "To a bought list", "reason", "Looked through");
        assertThat(Story.said(rosa, "/operator/release", campaign)).doesNotContain("The guard holds");
    }

    /** @return how many mails that makes */
    private static int newsletter(Visitor erik, String campaign, int minutes) {
        String said = Story.said(
                erik,
                "/newsletter/schedule",
                Map.of(
                        "subject",
                        "{{first|Hello}}, the tulips are here",
                        "html",
                        """
                        <p>{{first}}, these are this year's.</p><p>Brightwater A/S, Havnegade 12, 1058 Copenhagen, Denmark</p>
                        <p><a href="{{unsubscribe}}">Unsubscribe</a></p>
                        """,
                        "campaign",
                        campaign,
                        "segment",
                        "Gardeners",
                        "request",
                        campaign,
                        "at",
                        LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                                .plusMinutes(minutes)
                                .withNano(0)
                                .toString()));
        assertThat(said).contains(" scheduled for");
        return Integer.parseInt(said.replaceAll(".*?(\\d+) scheduled for.*", "$1"));
    }

    private static List<AcceptedMessage> accepted(String campaign) {
        return stage.accepted().stream()
                .filter(message -> message.campaign().equals(campaign))
                .toList();
    }

    @Test
    void an_account_is_suspended_and_resumed_and_deleted_and_a_new_one_takes_its_place() throws InterruptedException {
        Visitor anna = Visitor.loggedIn(crm.url(), "anna");
        assertThat(anna.read("/compose")).contains("No mail leaves now");
        Story.enable(anna);
        assertThat(anna.read("/compose")).doesNotContain("leaves now");
        Story.send(anna, "Before");
        // A report that came later would be one of the new account.
        Story.await("it is reported", () -> anna.read("/settings").contains("delivered 1"));

        rosa.fill("/operator/accounts/Lindqvist_10876/suspend", Map.of("reason", "The bill of May is open"));
        for (String page : List.of("/settings", "/compose", "/newsletter", "/scheduled")) {
            assertThat(anna.read(page)).as(page).contains("No mail leaves now", "The bill of May is open");
        }
        rosa.fill("/operator/accounts/Lindqvist_10876/resume", Map.of("reason", "It was paid"));
        assertThat(anna.read("/compose")).doesNotContain("leaves now");

        anna.fill("/server", OwnServerTest.server(Stage.OWN_PASSWORD));
        assertThat(anna.read("/server")).contains("All mail leaves by smtp.brightwater.example");
        schedule(anna);
        String page = anna.get("/settings/remove").body();
        assertThat(page).contains("cancels 1 scheduled sendings", "the record of 1 mails");
        anna.fill("/settings/remove", Map.of("token", "guessed", "reason", ""));
        assertThat(anna.read("/settings")).contains("Processed 1");

        assertThat(Story.said(
                        anna, "/settings/remove", Map.of("token", Story.field(page, "token"), "reason", "Moved away")))
                .contains("Removed, with the record of ", "Not enabled. Read the rules");
        assertThat(anna.read("/compose")).contains("No mail leaves now");
        assertThat(anna.read("/server")).contains("Mail leaves by the CRM's way out");
        assertThat(anna.read("/scheduled")).doesNotContain("Far ahead");
        assertThat(anna.read("/settings/remove")).contains("There is nothing to remove");

        Story.enable(anna);
        assertThat(anna.read("/settings")).contains("Processed 0");
        Story.send(anna, "After");
        assertThat(anna.read("/settings")).contains("Processed 1");
    }

    private static void schedule(Visitor anna) {
        String tomorrow = LocalDateTime.now(ZoneId.of("Europe/Stockholm"))
                .plusDays(1)
                .withNano(0)
                .toString();
        assertThat(Story.said(
                        anna,
                        "/compose/schedule",
                        Map.of(
                                "to",
                                "person1@customer.example",
                                "subject",
                                "Far ahead",
                                "text",
                                "Hello",
                                "request",
                                "1",
                                "at",
                                tomorrow)))
                .contains("Far ahead");
    }
}
