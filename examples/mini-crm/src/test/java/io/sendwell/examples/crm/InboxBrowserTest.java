package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The operator looks at what left, as receivers and readers see it, and lets something happen to it, of which the CRM is told. */
class InboxBrowserTest {

    private static final String NEWSLETTER = """
            <h1>{{first}}, the tulips are here</h1>
            <p><a href="https://www.brightwater.example/offers/tulips">See this year's colours</a></p>
            <p>Brightwater A/S, Havnegade 12, 1058 Copenhagen, Denmark</p>
            <p><a href="{{unsubscribe}}">Unsubscribe</a></p>
            """;

    @TempDir
    static Path directory;

    static Stage stage;
    static MiniCrm crm;
    static Visitor erik;
    static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(
                Browser.isInstalled(), "No Chromium with its driver here: apt-get install chromium chromium-driver");
        Path played = Files.createDirectories(directory.resolve("stage"));
        stage = Stage.open(played, 0);
        crm = MiniCrm.start(
                new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty()), Map.of());
        erik = Visitor.loggedIn(crm.url(), "erik");
        Story.enable(erik);
        Story.verifyDomain(erik, stage.url());
        browser = new Browser();
        browser.look(1200, 900, "light");
    }

    @AfterAll
    static void end() {
        if (browser != null) {
            browser.close();
            crm.close();
            stage.close();
        }
    }

    @Test
    void all_mail_that_left_is_looked_at_judged_and_reported_of() throws IOException, InterruptedException {
        sendWhatIsTooLargeForTheEsp();
        logIn("rosa");
        browser.click("nav a", "Inbox");
        asReceiversSeeIt();
        byTheCustomersOwnServer();
        newsletter();
        asReadersSeeIt();
        leaveTheList();
        letSomethingHappen();
        theCrmWasTold();
    }

    @Test
    void templates_are_looked_at_before_anybody_gets_them() throws IOException {
        int before = stage.accepted().size();
        logIn("rosa");
        browser.click("nav a", "Previews");
        browser.see("#lines li.name", "Brightwater A/S, newsletter");
        browser.see("#lines li.name", "Lindqvist & Co, newsletter");
        assertThat(browser.driver().findElement(By.id("kinds")).isDisplayed())
                .as("a list of mails that is always empty")
                .isFalse();
        browser.click("#lines a", "Zoë, the tulips are here");
        browser.see("#subject", "Zoë, the tulips are here");
        browser.see("#mail", "as the author, with a signature of the author's domain");
        seeInMail("p", "You look after the plants at Navy Yard Ltd");
        browser.picture("inbox-preview");
        browser.click("[role=tab]", "Findings");
        browser.see("#panel tr", "TEMPLATE_MALFORMED");
        assertThat(stage.accepted()).hasSize(before);
    }

    private static void seeInMail(String tag, String words) {
        browser.driver().switchTo().frame(browser.see(By.cssSelector("iframe[sandbox='']")));
        browser.see(tag, words);
        browser.driver().switchTo().defaultContent();
    }

    private static void logIn(String name) {
        browser.open(crm.url() + "/login");
        browser.see(By.name("login")).sendKeys(name);
        browser.see(By.name("password")).sendKeys("sample");
        browser.click("button", "Log in");
        browser.see("button", "Log out");
    }

    private static void sendWhatIsTooLargeForTheEsp() throws IOException {
        Path plans = Files.write(directory.resolve("plans.pdf"), new byte[8 * 1024 * 1024]);
        logIn("erik");
        browser.click("nav a", "Compose");
        browser.see(By.name("to")).sendKeys("person2@customer.example");
        browser.see(By.name("subject")).sendKeys("The plans");
        browser.see(By.name("text")).sendKeys("Here they are, {{first}}.");
        browser.see(By.name("files")).sendKeys(plans.toString());
        browser.click("button", "Send now");
        browser.see(".notice", "accepted");
    }

    private static void asReceiversSeeIt() throws IOException {
        browser.click("#lines a", "The plans");
        browser.click("[role=tab]", "Attachments");
        browser.see("#panel td", "plans.pdf");
        browser.click("[role=tab]", "Authentication");
        browser.see("#panel tr", "DMARC");
        browser.picture("inbox-authentication");
        assertThat(browser.driver().findElements(By.cssSelector("#panel .state")))
                .extracting(WebElement::getText)
                .containsOnly("pass");
        browser.see("#panel td", "aligned: DKIM by brightwater.example");
    }

    // At two mails in a quarter of an hour, the first one leaves and the list stands still.
    private static void newsletter() {
        Visitor.loggedIn(crm.url(), "rosa")
                .fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", "2"));
        String at = LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                .plusMinutes(20)
                .withNano(0)
                .toString();
        erik.fill(
                "/newsletter/schedule",
                Map.of(
                        "segment",
                        "Schools",
                        "subject",
                        "{{first}}, the tulips are here",
                        "html",
                        NEWSLETTER,
                        "request",
                        "1",
                        "at",
                        at));
        Story.skip(stage.url(), 20);
    }

    private static void asReadersSeeIt() throws IOException {
        browser.click("#lines a", "the tulips are here");
        browser.see("#subject", "the tulips are here");
        browser.click("[role=tab]", "HTML");
        seeInMail("h1", "the tulips are here");
        browser.click("[role=tab]", "Text");
        browser.see("#panel pre", "See this year's colours");
        browser.click("[role=tab]", "Headers");
        browser.see("#panel td", "news@brightwater.example");
        browser.click("[role=tab]", "Source");
        browser.see("#panel pre", "\"HTMLPart\"");
        browser.click("[role=tab]", "Authentication");
        browser.see("#panel p", "nothing to judge yet");
    }

    private static void leaveTheList() {
        browser.click("[role=tab]", "Unsubscribe");
        browser.see("#panel li", "List-Unsubscribe-Post is as it has to be");
        browser.click("#panel button", "Leave the list with one click");
        browser.see("#status", "answered 200");
    }

    private static void letSomethingHappen() throws IOException {
        browser.click("[role=tab]", "Events");
        happens("Defer", "softbounced");
        happens("Click https://www.brightwater.example/offers/tulips", "clicked");
        happens("Complain", "spam");
        happens("Hard bounce", "hardbounced");
        browser.picture("inbox-events");
    }

    private static void happens(String button, String state) {
        browser.click("#panel button", button);
        browser.see("#panel .timeline li", state);
    }

    private static void byTheCustomersOwnServer() throws InterruptedException {
        erik.fill("/server", OwnServerTest.server(Stage.OWN_PASSWORD));
        Story.send(erik, "By our own server");
        erik.fill("/server/remove", Map.of());
        browser.click("#lines a", "By our own server");
        browser.see("#subject", "By our own server");
        browser.click("[role=tab]", "Authentication");
        // The SPF record that the customer published knows the vendor's server, and not this one.
        browser.see("#panel td", "192.0.2.25: softfail");
        browser.see("#panel td", "aligned: DKIM by brightwater.example");
    }

    private static void theCrmWasTold() {
        assertThat(erik.read("/events")).contains("Clicked", "Spam complaint", "Hard bounce", "Soft bounce");
        browser.open(crm.url() + "/operator/blocklist");
        browser.see("td", "hard bounce");
        browser.see("td", "complaint");
    }
}
