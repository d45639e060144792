package io.sendwell.examples.crm.outside;

import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.examples.crm.web.StaticFiles;
import io.sendwell.examples.crm.web.WebServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What people do in the world around the CRM: a customer pastes records at a DNS provider, and time passes. */
final class StagePages {

    private final Stage stage;

    private StagePages(Stage stage) {
        this.stage = stage;
    }

    static WebServer listen(int port, Stage stage) throws IOException {
        StagePages answers = new StagePages(stage);
        Pages pages = new Pages(new NoSessions());
        StaticFiles.register(pages);
        pages.open("GET", "/", request -> Reply.page(answers.page(Html.NONE)));
        pages.open("POST", "/dns", answers::publish);
        pages.open("POST", "/time", answers::skip);
        WebServer server = WebServer.bind(port, pages, (status, why) -> answers.page(bad(why)));
        server.start();
        return server;
    }

    private static Html bad(String why) {
        return Html.of("<p class=\"bad\" role=\"alert\">{}</p>", why);
    }

    private Html page(Html message) {
        return Html.of(
                """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>The world around the CRM</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <link rel="stylesheet" href="/static/crm.css"></head>
                <body><main>
                <h1>The world around the CRM</h1>
                <p>The CRM talks to what is played here: an ESP, an SMTP server, name servers and websites. Nothing leaves this machine.</p>
                <p><a class="button main" href="{}">All mail that left the CRM</a></p>
                {}
                <section class="card"><h2>A customer's DNS provider</h2>
                  <form method="post" action="{}">
                    <label>Records, as the CRM shows them
                      <textarea name="records" rows="8" cols="80" spellcheck="false" required></textarea></label>
                    <button class="main">Publish</button>
                  </form>
                </section>
                <section class="card"><h2>A customer's SMTP server</h2>
                  <p>A way out of its own for the customer with the domain {}, once it is entered at the CRM under “Own server”.</p>
                  <dl class="mail"><dt>Host</dt><dd class="mono">{}</dd><dt>Port</dt><dd class="mono">{}</dd><dt>Encryption</dt><dd>{}</dd>
                  <dt>User</dt><dd class="mono">{}</dd><dt>Password</dt><dd class="mono">{}</dd></dl>
                  <p class="faint">It has taken {} mails.</p>
                </section>
                <section class="card"><h2>Time</h2>
                  <p>It is {} here.</p>
                  <form method="post" action="{}" class="row">
                    <label>Minutes <input type="number" name="minutes" min="1" max="100000" value="10" required></label>
                    <button>Let them pass</button>
                  </form>
                </section>
                </main></body></html>
                """,
                Link.elsewhere(stage.inbox().uri().toString()).orElseThrow(),
                message,
                Link.to("/dns"),
                Stage.DOMAINS.get(0),
                Stage.OWN_SERVER.host(),
                Stage.OWN_SERVER.port(),
                Stage.OWN_SERVER.encryption(),
                Stage.OWN_SERVER.user(),
                Stage.OWN_PASSWORD,
                stage.ownServer().receivedCount(),
                stage.clock().instant(),
                Link.to("/time"));
    }

    private Reply publish(Request request) throws IOException {
        Pages.requireOurPage(request);
        List<String> records = request.form()
                .value("records")
                .lines()
                .filter(line -> !line.isBlank())
                .map(String::strip)
                .toList();
        for (String record : records) {
            publish(record);
        }
        return Reply.page(page(Html.of("<p class=\"notice\" role=\"status\">Published: {}.</p>", records.size())));
    }

    private void publish(String line) throws IOException {
        String name = line.split("\\s+", -1)[0].replaceAll("\\.$", "");
        if (Stage.DOMAINS.stream().noneMatch(domain -> name.equals(domain) || name.endsWith("." + domain))) {
            throw new BadRequestException(
                    400, name + " is no domain of this provider's customers: " + String.join(", ", Stage.DOMAINS));
        }
        try {
            stage.publish(line);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(400, "This is no line of a zone file: " + line);
        }
    }

    private Reply skip(Request request) throws IOException {
        Pages.requireOurPage(request);
        try {
            long minutes = Long.parseLong(request.form().value("minutes"));
            if (minutes < 1 || minutes > 100_000) {
                throw new BadRequestException(400, "From 1 to 100,000 minutes.");
            }
            stage.skip(Duration.ofMinutes(minutes));
        } catch (NumberFormatException e) {
            throw new BadRequestException(400, "Minutes are a number.");
        }
        return Reply.goTo(Link.to("/"));
    }
}
