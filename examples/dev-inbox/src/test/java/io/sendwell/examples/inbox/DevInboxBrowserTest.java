package io.sendwell.examples.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sendwell.MailPreview;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The page in a real browser: what people do with it, by mouse, by keyboard and on a phone, and what mail cannot do to it. */
@EnabledIf(value = "browserIsInstalled", disabledReason = "no chromium and chromedriver on this machine")
class DevInboxBrowserTest {

    private static Browser browser;

    private LocalPost post;

    static boolean browserIsInstalled() {
        return Browser.isInstalled();
    }

    @BeforeAll
    static void openBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void closeBrowser() {
        browser.close();
    }

    @BeforeEach
    void open() throws IOException {
        post = LocalPost.open(0);
        post.sendSamples();
        browser.look(1280, 860, "light");
        browser.open(post.inbox().uri());
        browser.see("#lines a", "Welcome, Jørgen");
    }

    @AfterEach
    void close() {
        browser.open("about:blank");
        post.close();
    }

    @Test
    void mail_appears_by_itself_and_is_read_in_all_its_forms() throws Exception {
        assertThat(browser.driver().findElements(By.cssSelector("#lines a"))).hasSize(7);
        post.sending().account("bakery").send(Samples.invoice());
        browser.see("#status", "1 new mail");
        assertThat(browser.driver().findElements(By.cssSelector("#lines a"))).hasSize(8);

        browser.click("#lines a", "Welcome, Jørgen");
        browser.see("#head", "acme");
        browser.driver().switchTo().frame(browser.see(By.tagName("iframe")));
        browser.see("h1", "Welcome, Jørgen");
        assertThat(browser.see(By.tagName("img")).getDomProperty("src")).startsWith("data:image/png;base64,");
        browser.driver().switchTo().defaultContent();
        browser.picture("html-light");
        browser.click("[role=tab]", "Text");
        browser.see("#panel pre", "Begin here");
        browser.click("[role=tab]", "Source");
        browser.see("#panel pre", "\"CustomID\"");
        browser.click("[role=tab]", "Attachments (2)");
        browser.see("#panel td", "Terms of service.txt");
        browser.picture("attachments-light");
        browser.click("[role=tab]", "Headers");
        browser.see("#panel td", "rode@customer.example");
    }

    @Test
    void a_bounce_by_the_button_ends_on_the_blocklist_of_the_application() throws Exception {
        browser.click("#lines a", "Welcome, Jørgen");
        browser.click("[role=tab]", "Events");
        browser.click("#panel button", "Click https://www.acme.example/guide");
        browser.see("#status", "answered 200");
        browser.see("#panel .timeline", "clicked");
        browser.click("#panel button", "Hard bounce");
        browser.see("#head .state", "hardbounced");

        assertThat(post.sending().account("acme").blocked(EmailAddress.parse("rode@customer.example")))
                .isPresent();
        browser.picture("events-light");
        browser.look(1280, 860, "dark");
        browser.picture("events-dark");
        browser.click("#report", "Report all");
        browser.see("#status", "events told to");
        browser.picture("list-dark");
    }

    @Test
    void who_judges_mail_and_who_leaves_a_list_is_asked_from_the_page() throws Exception {
        browser.click("#lines a", "New bread on Friday");
        browser.click("[role=tab]", "Authentication");
        browser.see("#panel table", "DMARC");
        assertThat(browser.driver().findElements(By.cssSelector("#panel .state")))
                .extracting(WebElement::getText)
                .containsExactly("pass", "pass", "pass", "pass");
        browser.picture("authentication-light");
        browser.click("[role=tab]", "Unsubscribe");
        browser.see("#panel .checks", "covered by the signature of bakery.example");
        browser.click("#one-click", "Leave the list");
        browser.see("#status", "answered 200");
        browser.picture("unsubscribe-light");

        int before = post.smtp().receivedCount();
        post.sending().account("bakery").send(Samples.bread());
        assertThat(post.smtp().receivedCount()).isEqualTo(before);
    }

    @Test
    void templates_are_looked_at_before_anything_is_sent() throws Exception {
        long before = post.mailjet().requestCount();
        browser.click("#kinds a", "Previews");
        browser.see("#lines li.name", "Spring newsletter");
        browser.click("#lines a", "Sakura, the spring collection");
        browser.driver().switchTo().frame(browser.see(By.tagName("iframe")));
        browser.see("h1", "Hello Sakura");
        browser.driver().switchTo().defaultContent();
        browser.picture("preview-light");
        browser.click("#lines a", "RE: URGENT");
        browser.click("[role=tab]", "Findings");
        browser.see("#panel table", "MERGE_VALUE_MISSING");
        browser.picture("findings-light");
        MailPreview careless = post.sending().account("acme").preview(Samples.careless());
        assertThat(browser.driver().findElements(By.cssSelector("#panel tbody tr")))
                .hasSameSizeAs(careless.report().findings());
        assertThat(post.mailjet().requestCount()).isEqualTo(before);
    }

    @Test
    void everything_is_reached_by_keyboard() throws Exception {
        browser.driver().switchTo().activeElement().sendKeys("j");
        browser.driver().switchTo().activeElement().sendKeys("j");
        browser.driver().switchTo().activeElement().sendKeys("k");
        browser.driver().switchTo().activeElement().sendKeys("j");
        WebElement second =
                browser.driver().findElements(By.cssSelector("#lines a")).get(1);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(second);
        String subject = second.findElement(By.className("subject")).getText();
        browser.picture("keyboard-light");
        second.sendKeys(Keys.ENTER);
        browser.see("#subject", subject);
        String first = browser.see("[role=tab][aria-selected=true]", "").getText();
        browser.see("[role=tab][aria-selected=true]", "").sendKeys(Keys.ARROW_RIGHT);
        assertThat(browser.see("[role=tab][aria-selected=true]", "").getText()).isNotEqualTo(first);
        assertThat(browser.driver().switchTo().activeElement().getDomAttribute("aria-selected"))
                .isEqualTo("true");
        browser.driver().switchTo().activeElement().sendKeys(Keys.END);
        assertThat(browser.see("[role=tab][aria-selected=true]", "").getText()).isEqualTo("Unsubscribe");
        browser.driver().switchTo().activeElement().sendKeys("u");
        browser.see("#mail", "Choose a mail");
        browser.driver().switchTo().activeElement().sendKeys("/");
        browser.driver().switchTo().activeElement().sendKeys("taro");
        browser.awaitTrue(
                "one mail in the list",
                () -> browser.driver().findElements(By.cssSelector("#lines a")).size() == 1);
        browser.see("#lines a", "Your invoice 2026-117");
    }

    @Test
    void a_phone_shows_all_of_it_without_scrolling_sideways() throws Exception {
        browser.look(360, 740, "light");
        browser.picture("phone-list-light");
        assertThat(isNarrow()).isTrue();
        browser.click("#lines a", "New bread on Friday");
        browser.see("#subject", "New bread on Friday, Kim");
        assertThat(browser.driver().findElement(By.id("list")).isDisplayed()).isFalse();
        for (String tab : List.of("HTML", "Text", "Events", "Headers", "Source", "Authentication", "Unsubscribe")) {
            browser.click("[role=tab]", tab);
            assertThat(isNarrow()).as(tab).isTrue();
            browser.picture("phone-" + tab.toLowerCase(Locale.ROOT) + "-light");
        }
        browser.look(360, 740, "dark");
        browser.click("[role=tab]", "Events");
        browser.picture("phone-events-dark");
        browser.click("a.back", "Back");
        browser.see("#lines a", "Welcome");
    }

    private static boolean isNarrow() {
        return (Boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth"
                + " && document.getElementById('mail').scrollWidth <= innerWidth");
    }

    @Test
    void hostile_mail_shows_as_text_runs_nothing_and_tells_nobody() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        HttpServer spy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        spy.createContext("/", exchange -> {
            told.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        spy.start();
        try {
            String there = "http://127.0.0.1:" + spy.getAddress().getPort();
            String attack = "<img src=x onerror=parent.hurt=1><script>parent.hurt=1;top.hurt=1</script>";
            Attachment file = Attachment.of("<script>hurt=1<.html", attack.getBytes(StandardCharsets.UTF_8));
            Mail hostile = Mail.compose()
                    .from("<b>Erik</b>", "erik@acme.example")
                    .to("<img src=x onerror=parent.hurt=1>", "rode@customer.example")
                    .subject(attack)
                    .text(HostileTexts.oneLine().stream()
                            .filter(text -> !text.contains("{{"))
                            .collect(Collectors.joining("\n")))
                    .html(attack + "<img src='" + there + "/pixel'><link rel=stylesheet href='" + there
                            + "/style'><meta http-equiv=refresh content='0;url=" + there + "/away'>" + "<iframe src='"
                            + there + "/frame'></iframe><form action='" + there
                            + "/form'><button>go</button></form><a href='" + there + "/link'>link</a>"
                            + " <a target=_self href='" + there + "/self'>away</a>"
                            + "<svg onload=parent.hurt=1></svg><p style=\"background:url(" + there
                            + "/css)\">end of it</p>")
                    .attach(file)
                    .build();
            assertThat(post.sending().account("acme").send(hostile).explain()).contains("accepted");
            WebElement line = browser.see("#lines a", "onerror=parent.hurt=1");
            assertThat(line.findElements(By.cssSelector("img, script, b"))).isEmpty();
            line.click();
            browser.see("#subject", attack);
            browser.driver().switchTo().frame(browser.see("iframe", ""));
            browser.see("p", "end of it");
            browser.see(By.linkText("link")).click();
            browser.see(By.tagName("button")).click();
            browser.see("p", "end of it");
            browser.see(By.linkText("away")).click();
            browser.driver().switchTo().defaultContent();
            for (String tab : List.of("Text", "Events", "Headers", "Source", "Attachments", "Unsubscribe")) {
                browser.click("[role=tab]", tab);
                assertThat(browser.driver().findElements(By.cssSelector("#mail img, #mail script, #mail svg")))
                        .as(tab)
                        .isEmpty();
            }
            browser.picture("hostile-light");
            assertThat(browser.run("return window.hurt")).isNull();
            assertThat(told).isEmpty();

            // With the button, pictures are loaded, and nothing else.
            browser.click("[role=tab]", "HTML");
            browser.click("#panel button", "Load remote pictures");
            browser.awaitTrue("the picture to be asked for", () -> told.contains("/pixel"));
            browser.driver().switchTo().frame(browser.see("iframe", ""));
            browser.see("p", "end of it");
            browser.driver().switchTo().defaultContent();
            assertThat(told).isSubsetOf("/pixel", "/css");
            assertThat(browser.run("return window.hurt")).isNull();
        } finally {
            spy.stop(0);
        }
    }

    @Test
    void the_page_breaks_no_policy_of_its_own() {
        browser.driver().manage().logs().get(LogType.BROWSER);
        browser.open(post.inbox().uri());
        browser.click("#lines a", "Your invoice");
        for (WebElement tab : browser.driver().findElements(By.cssSelector("[role=tab]"))) {
            tab.click();
        }
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER))
                .extracting(LogEntry::getMessage)
                .isEmpty();
    }
}
