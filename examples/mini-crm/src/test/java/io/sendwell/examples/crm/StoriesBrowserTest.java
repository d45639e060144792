package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.crm.outside.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The guide's stories, one after another, by hand in a real browser; with a picture of each screen in {@code target/screenshots}. */
class StoriesBrowserTest {

    @TempDir
    static Path directory;

    static Stage stage;
    static MiniCrm crm;
    static Browser browser;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(
                Browser.isInstalled(), "No Chromium with its driver here: apt-get install chromium chromium-driver");
        Path played = Files.createDirectories(directory.resolve("stage"));
        stage = Stage.open(played, 0);
        crm = MiniCrm.start(
                new Settings(directory, 0, Optional.empty(), Optional.of(played), Optional.empty()), Map.of());
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
    void from_the_rules_to_the_follow_up() throws IOException {
        logIn("erik");
        enable();
        verifyTheDomain();
        pace();
        compose();
        newsletter();
        progress();
        events();
        personWhoBounced();
        reportAndFollowUp();
        dashboard();
        ownServer();
        operator();
        phone();
    }

    private static void logIn(String name) throws IOException {
        browser.open(crm.url() + "/login");
        browser.see("button", "Log in");
        browser.picture("login");
        browser.see(By.name("login")).sendKeys(name);
        browser.see(By.name("password")).sendKeys("sample");
        browser.click("button", "Log in");
        browser.see("button", "Log out");
    }

    private static void enable() throws IOException {
        browser.click("nav a", "Settings");
        browser.picture("settings-rules");
        browser.click("button", "I have read the rules and accept them");
        browser.see(".notice", "The rules are accepted");
        browser.click("button", "Enable");
        browser.see(".notice", "mail leaves from now on");
        browser.see("section", "OK. Processed 0");
        browser.picture("settings");
    }

    private static void verifyTheDomain() throws IOException {
        browser.click("nav a", "Domains");
        browser.see(By.name("domain")).sendKeys("brightwater.example");
        browser.click("button", "What do I have to publish?");
        browser.click("summary", "As lines of a zone file");
        String zone = browser.see(By.id("zone")).getText();
        browser.picture("domain-to-publish");
        browser.open(stage.url());
        browser.see(By.name("records")).sendKeys(zone);
        browser.click("button", "Publish");
        browser.see(".notice", "Published");
        stage.skip(Duration.ofMinutes(2));
        browser.open(crm.url() + "/domains/brightwater.example");
        browser.click("button", "Test / verify");
        browser.see("b", "OK: (");
        browser.picture("domain-verified");
        browser.click("button", "Send under this domain");
        browser.see(".notice", "Mail leaves under brightwater.example");
    }

    private static void pace() {
        Visitor.loggedIn(crm.url(), "rosa")
                .fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", "60000"));
    }

    private static void compose() throws IOException {
        Path offer = Files.writeString(directory.resolve("offer.txt"), "Twelve tulips.");
        browser.open(crm.url() + "/persons?q=person7@");
        browser.picture("persons");
        browser.click("td a", "");
        browser.click("a", "Write a mail");
        browser.see(By.name("subject")).sendKeys("Your offer, {{first}}");
        browser.see(By.name("text")).sendKeys("Dear {{first}},\n\nhere it is.");
        browser.see(By.name("files")).sendKeys(offer.toString());
        browser.click("button", "What would happen?");
        browser.see("p", "By the ESP (mailjet), as the author");
        browser.picture("compose");
        browser.click("button", "Send now");
        browser.see(".notice", "person7@customer.example: accepted");
        browser.open(crm.url() + "/compose");
        browser.see(By.name("to")).sendKeys("person8@customer.example");
        browser.see(By.name("subject")).sendKeys("See you on Monday");
        browser.click("button", "Send scheduled");
        browser.see(".notice", "1 scheduled for");
        browser.click("button", "Cancel");
        browser.driver().switchTo().alert().accept();
        browser.see(".notice", "1 mails stopped");
    }

    private static void newsletter() throws IOException {
        List.of(3, 4).forEach(number -> stage.mailjet().hardBounces("person" + number + "@customer.example"));
        IntStream.rangeClosed(10, 200)
                .forEach(number -> stage.mailjet().opens("person" + number + "@customer.example"));
        List.of(1, 2, 6).forEach(number -> {
            stage.mailjet().opens("person" + number + "@customer.example");
            stage.mailjet()
                    .clicks("person" + number + "@customer.example", "https://www.brightwater.example/offers/tulips");
        });
        browser.click("nav a", "Newsletter");
        browser.click("button", "Preview");
        browser.see("h2", "Person 1");
        browser.click("button", "Next person");
        browser.see("h2", "Person 2");
        browser.picture("newsletter");
        browser.click("button", "Check");
        browser.see("h2", "It can be sent");
        browser.picture("newsletter-check");
        WebElement at = browser.see(By.name("at"));
        browser.run("document.querySelector('[name=at]').value = '"
                + LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                        .plusMinutes(20)
                        .withNano(0)
                        .withSecond(0) + "'");
        assertThat(at.getAttribute("value")).isNotEmpty();
        browser.click("button.main", "Schedule");
        browser.see("p.good", "497 scheduled for");
    }

    private static void progress() throws IOException {
        browser.click("nav a", "Scheduled");
        browser.see("td", "Scheduled");
        browser.picture("scheduled-list");
        stage.skip(Duration.ofMinutes(20));
        browser.see(By.cssSelector("td progress"));
        browser.awaitTrue("a good part has left", () -> isFarOn("td progress"));
        browser.picture("scheduled");
        browser.awaitTrue("it is done", () -> {
            browser.open(crm.url() + "/scheduled?show=finished");
            return browser.driver().getPageSource().contains("Done, 497 accepted");
        });
        browser.click("td a", "View");
        browser.see("figcaption", "Mails that have come to an end");
        browser.picture("sending");
    }

    // On a fast machine it is over before one has looked twice.
    private static boolean isFarOn(String progress) {
        List<WebElement> bars = browser.driver().findElements(By.cssSelector(progress));
        return bars.isEmpty() || Integer.parseInt(bars.get(0).getAttribute("value")) > 150;
    }

    private static void events() throws IOException {
        browser.awaitTrue("bounces and clicks are reported", () -> {
            browser.open(crm.url() + "/events");
            String page = browser.see(By.tagName("main")).getText();
            return page.contains("Hard bounce") && page.contains("Clicked");
        });
        browser.picture("events");
    }

    private static void personWhoBounced() throws IOException {
        browser.open(crm.url() + "/persons?q=person3@");
        browser.click("td a", "Łukasz");
        assertThat(browser.see("label", "Bounced")
                        .findElement(By.tagName("input"))
                        .isSelected())
                .isTrue();
        browser.see("p.bad", "Nothing is sent to this address");
        browser.picture("person");
    }

    private static void reportAndFollowUp() throws IOException {
        browser.click("nav a", "Reports");
        browser.picture("report");
        browser.see(By.name("what")).sendKeys("Ask which tulips");
        browser.click("button", "Plan the calls");
        browser.see(".notice", "3 calls are planned");
        browser.click("a", "Write it");
        browser.see("p", "To everybody in the report");
        browser.click("button", "Check");
        browser.see("p", "3 persons, 3 mails would leave");
    }

    private static void dashboard() throws IOException {
        browser.click("nav a", "Dashboard");
        browser.see("td", "497");
        browser.picture("dashboard");
        browser.click("button", "Archive");
        browser.see(".notice", "Archived");
    }

    private static void ownServer() throws IOException {
        browser.click("nav a", "Own server");
        browser.see("p", "Mail leaves by the CRM's way out");
        enterServer();
        browser.click("button", "Test the connection");
        browser.see("h2", "It works");
        browser.picture("server-test");
        browser.click("button", "Test it and use it");
        browser.see(".notice", "All mail leaves by smtp.brightwater.example");
        browser.picture("server");
        browser.click("button", "Remove");
        browser.driver().switchTo().alert().accept();
        browser.see(".notice", "its password is forgotten");
    }

    private static void enterServer() {
        browser.see(By.name("host")).sendKeys(Stage.OWN_SERVER.host());
        browser.see(By.name("user")).sendKeys(Stage.OWN_SERVER.user());
        browser.see(By.name("password")).sendKeys(Stage.OWN_PASSWORD);
    }

    private static void operator() throws IOException {
        browser.click("button", "Log out");
        logIn("rosa");
        browser.picture("operator");
        browser.click("nav a", "Blocklist");
        browser.see("td", "person3@customer.example");
        browser.picture("blocklist");
        browser.click("nav a", "Pace");
        browser.picture("pace");
        browser.click("nav a", "Dead letters");
        browser.see("h2", "Brightwater");
        browser.picture("dead-letters");
        browser.open(stage.url());
        browser.click("a", "All mail that left the CRM");
        browser.see("body", "the tulips are here");
        browser.picture("inbox");
    }

    private static void phone() throws IOException {
        browser.look(360, 800, "dark");
        browser.open(crm.url() + "/operator/blocklist");
        browser.picture("phone-dark");
        Object wider = browser.run("return document.documentElement.scrollWidth > window.innerWidth");
        assertThat(wider).as("wider than the phone").isEqualTo(false);
    }
}
