package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.Await;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What comes before a newsletter, told once: the account is enabled, and its domain is verified. */
final class Story {

    /** To how many persons the newsletter of the sample leaves. */
    static final int NEWSLETTER = 497;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** So many in 15 minutes that a newsletter takes more than a minute: whoever wants to end a process before its end can. */
    static final int SLOW = 6_000;

    /** So many in 15 minutes that a newsletter takes seconds. */
    static final int FAST = 60_000;

    private Story() {}

    static void enable(Visitor erik) {
        erik.fill(
                "/settings/accept",
                Map.of("version", field(erik.get("/settings").body(), "version")));
        assertThat(erik.fill("/settings/enable", Map.of()).body()).contains("OK.");
    }

    static void verifyDomain(Visitor erik, URI stage) {
        erik.fill("/domains", Map.of("domain", "brightwater.example"));
        String zone = erik.get("/domains/brightwater.example")
                .body()
                .replaceAll("(?s).*<pre id=\"zone\">(.*?)</pre>.*", "$1")
                .replace("&quot;", "\"");
        Visitor.nobody(stage).post("/dns", Map.of("records", zone));
        // What was asked before is denied for a minute.
        skip(stage, 5);
        assertThat(erik.fill("/domains/brightwater.example/check", Map.of()).body())
                .contains("OK: (");
        assertThat(erik.fill("/domains/brightwater.example/activate", Map.of()).body())
                .contains("in use");
    }

    /** @param permits of Brightwater's mails in 15 minutes */
    static void pace(URI crm, int permits) {
        Visitor.loggedIn(crm, "rosa")
                .fill("/operator/pace", Map.of("account", "Brightwater_10231", "permits", Integer.toString(permits)));
    }

    /**
     * Schedules the newsletter that the form offers, for a time within the next half hour.
     *
     * @param changed what is filled in otherwise
     * @return what is said to it
     */
    static String schedule(Visitor erik, Map<String, String> changed) {
        String form = erik.get("/newsletter").body();
        Map<String, String> fields = new HashMap<>(Map.of(
                "subject", field(form, "subject"),
                "html", offered(form),
                "campaign", "",
                "segment", "",
                "request", field(form, "request"),
                "at", field(form, "at")));
        fields.putAll(changed);
        return Visitor.text(erik.fill("/newsletter/schedule", fields).body());
    }

    private static String offered(String form) {
        return form.replaceAll("(?s).*<textarea name=\"html\"[^>]*>(.*?)</textarea>.*", "$1")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    static void skip(URI stage, int minutes) {
        HttpResponse<String> reply = Visitor.nobody(stage).post("/time", Map.of("minutes", Integer.toString(minutes)));
        assertThat(reply.statusCode()).isEqualTo(200);
    }

    /** The value of a field of a form. */
    static String field(String page, String name) {
        return page.replaceAll("(?s).* name=\"" + name + "\"[^>]* value=\"([^\"]*)\".*", "$1");
    }

    /** What the page says to which a form leads that is filled in. */
    static String said(Visitor visitor, String path, Map<String, String> fields) {
        return Visitor.text(visitor.fill(path, fields).body());
    }

    /** Sends a mail to the first person; a second after its key was made the played ESP permits it to. */
    static void send(Visitor visitor, String subject) throws InterruptedException {
        Map<String, String> mail =
                Map.of("to", "person1@customer.example", "subject", subject, "text", "Hello {{first}}");
        await(
                subject + " is accepted",
                () -> said(visitor, "/compose/send", mail).contains("accepted"));
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        Await.until(PATIENCE, condition, () -> what);
    }
}
