package io.sendwell.examples.crm.screens;

import io.sendwell.account.Secret;
import io.sendwell.examples.crm.OwnServers;
import io.sendwell.examples.crm.data.MailServer;
import io.sendwell.examples.crm.data.MailServer.Encryption;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Form;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.smtp.ConnectionReport;
import io.sendwell.smtp.SmtpServer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The customer's own SMTP server: tried before it is used, and never shown with its password. */
public final class ServerScreen {

    private final OwnServers servers;
    private final InstantSource clock;

    public ServerScreen(OwnServers servers, InstantSource clock) {
        this.servers = servers;
        this.clock = clock;
    }

    /** Its addresses. */
    public void register(Desks desks) {
        desks.page("/server", this::show)
                .action("/server", this::save)
                .action("/server/test", this::test)
                .action("/server/test-again", this::testAgain)
                .action("/server/remove", this::remove);
    }

    private Reply show(Request request, Office office) {
        return page(
                office,
                new MailServer("", SmtpServer.STARTTLS_PORT, Encryption.STARTTLS, "", Instant.EPOCH),
                Html.NONE);
    }

    private Reply page(Office office, MailServer entered, Html result) {
        Optional<MailServer> used = servers.find(office.id());
        return Frame.show(
                office.session(),
                "Own server",
                Html.of(
                        "{}{}<section id=\"result\" aria-live=\"polite\">{}</section>",
                        used.map(server -> card(server, office))
                                .orElse(
                                        Html.of(
                                                "<p>Mail leaves by the CRM's way out. A server of your own takes its place.</p>")),
                        form(office, entered, used.isPresent() ? "Another server" : "Your server"),
                        result));
    }

    private static Html card(MailServer server, Office office) {
        return Html.of(
                """
                <section class="card"><h2>All mail leaves by {}</h2>
                <p>Port {}, encryption {}, {}, since {}.</p>
                <div class="row">{}{}</div></section>
                """,
                server.host(),
                server.port(),
                words(server.encryption()),
                server.user().isEmpty() ? "without a login" : "logged in as " + server.user(),
                Times.shown(server.since(), office.customer().timeZone()),
                Button.of(office.session(), Link.to("/server/test-again"), "Test it now"),
                Button.dangerous(
                        office.session(),
                        Link.to("/server/remove"),
                        "Remove",
                        "Mail leaves by the CRM's way out again, and the password is forgotten. Remove it?"));
    }

    private static Html form(Office office, MailServer entered, String title) {
        return Html.of(
                """
                <form method="post" action="{}" class="card" autocomplete="off">
                  <h2>{}</h2>{}
                  <label>Host <input name="host" value="{}" maxlength="255" required placeholder="smtp.example.org"></label>
                  <div class="side-by-side"><label>Port <input type="number" name="port" min="1" max="65535" value="{}" required></label>
                  <label>Encryption <select name="encryption">{}</select></label></div>
                  <div class="side-by-side"><label>User <input name="user" value="{}" maxlength="320" placeholder="empty where nobody has to log in"></label>
                  <label>Password <input type="password" name="password" maxlength="1000" autocomplete="new-password"></label></div>
                  <p class="row"><button formaction="{}" data-into="result">Test the connection</button>
                  <button class="main">Test it and use it</button></p>
                  <ul class="faint"><li>All mail leaves by it: newsletters, scheduled and single mail, under {} and the domains that you verified.</li>
                  <li>Opens, clicks and what comes back later are not seen here then.</li>
                  <li>Its reputation, its limits and complaints of spam are yours alone.</li></ul>
                </form>
                """,
                Link.to("/server"),
                title,
                office.session().field(),
                entered.host(),
                entered.port(),
                Html.each(List.of(Encryption.values()), one -> option(one, entered)),
                entered.user(),
                Link.to("/server/test"),
                office.customer().newsletterMailbox().domain());
    }

    private static Html option(Encryption encryption, MailServer entered) {
        return Html.of(
                "<option value=\"{}\" {}>{}</option>",
                encryption,
                new Html.Flag("selected", encryption == entered.encryption()),
                words(encryption));
    }

    private static String words(Encryption encryption) {
        return switch (encryption) {
            case STARTTLS -> "STARTTLS";
            case TLS -> "TLS from the first octet";
            case NONE -> "none, for a server without a login";
        };
    }

    private MailServer entered(Form form) {
        try {
            return new MailServer(
                    form.value("host"),
                    Integer.parseInt(form.value("port")),
                    Encryption.valueOf(form.value("encryption")),
                    form.value("user"),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
        } catch (NumberFormatException e) {
            throw new BadRequestException(400, "A port is a number, such as 587.");
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    // As it was typed: blanks around it are part of it.
    private static Optional<Secret> password(Form form) {
        return form.values("password").stream()
                .filter(typed -> !typed.isEmpty())
                .findFirst()
                .map(Secret::of);
    }

    private ConnectionReport tried(MailServer server, Optional<Secret> password) {
        if (server.user().isEmpty() == password.isPresent()) {
            throw new BadRequestException(
                    400, "A login has a user and a password. Where nobody has to log in, leave both empty.");
        }
        try {
            return servers.test(server, password);
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }

    private Reply test(Request request, Office office) throws IOException {
        ConnectionReport report = tried(entered(request.form()), password(request.form()));
        return Frame.part(request, office.session(), "Own server", result(report, "Nothing was saved yet."));
    }

    private static Html result(ConnectionReport report, String besides) {
        return Html.of(
                "<section class=\"card\"><h2 class=\"{}\">{}</h2><p>{}</p><p>{}</p></section>",
                report.works() ? "good" : "bad",
                report.works() ? "It works" : "It cannot be used like this",
                report.explain(),
                besides);
    }

    private Reply save(Request request, Office office) throws IOException {
        MailServer server = entered(request.form());
        Optional<Secret> password = password(request.form());
        ConnectionReport report = tried(server, password);
        if (!report.works()) {
            return page(office, server, result(report, "Nothing was saved."));
        }
        servers.save(office.id(), server, password);
        return Reply.goTo(Link.to("/server")).saying("All mail leaves by " + server.host() + " from now on.");
    }

    private Reply testAgain(Request request, Office office) {
        return Reply.goTo(Link.to("/server"))
                .saying(servers.test(office.id())
                        .map(ConnectionReport::explain)
                        .orElse("There is no server to be tested."));
    }

    private Reply remove(Request request, Office office) {
        return Reply.goTo(Link.to("/server"))
                .saying(
                        servers.remove(office.id())
                                ? "The server is removed, and its password is forgotten. Mail leaves by the CRM's way out again."
                                : "There is no server to be removed.");
    }
}
