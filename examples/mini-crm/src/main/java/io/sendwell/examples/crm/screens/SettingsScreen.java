package io.sendwell.examples.crm.screens;

import io.sendwell.AccountChange;
import io.sendwell.AccountDesk;
import io.sendwell.AccountRemoval;
import io.sendwell.AccountStatus;
import io.sendwell.DashboardAccess;
import io.sendwell.GuardReport;
import io.sendwell.RemovalRequest;
import io.sendwell.account.AccountState;
import io.sendwell.account.Rules;
import io.sendwell.check.Finding;
import io.sendwell.examples.crm.OwnServers;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Settings / Email: the rules, whether the account sends, and how it stands. */
public final class SettingsScreen {

    private final AccountDesk desk;
    private final OwnServers servers;

    public SettingsScreen(AccountDesk desk, OwnServers servers) {
        this.desk = desk;
        this.servers = servers;
    }

    /** Its addresses. */
    public void register(Desks desks) {
        desks.page("/settings", this::show)
                .action("/settings/accept", this::accept)
                .action("/settings/enable", this::enable)
                .page("/settings/remove", this::askToRemove)
                .action("/settings/remove", this::remove);
    }

    private Reply show(Request request, Office office) {
        Optional<AccountStatus> status =
                desk.status(office.id()).filter(known -> known.account().state() != AccountState.DISABLED);
        Html standing = status.map(known -> Html.of(
                        "<p><b>{}</b></p><p>{}</p>{}{}{}",
                        known.title(),
                        known.explain(),
                        received(known.guard(), office),
                        dashboard(office),
                        actions(known, office)))
                .orElse(Html.of("<p>Not enabled. Read the rules and accept them first.</p>"));
        return Frame.show(
                office.session(),
                "Settings",
                Html.of(
                        "{}<section class=\"card\"><h2>E-mail</h2>{}</section>{}",
                        Html.when(status.isPresent(), Held.onSettings(office)),
                        standing,
                        rules(status, office)));
    }

    private static Html received(GuardReport guard, Office office) {
        return Html.when(
                GuardView.isNeeded(guard),
                Html.of(
                        "<h3>How newsletters were received</h3>{}",
                        GuardView.of(
                                guard,
                                office.session().language(),
                                office.customer().timeZone())));
    }

    private Html dashboard(Office office) {
        return desk.dashboard(office.id()) instanceof DashboardAccess.Refused refused
                ? Html.of("<p class=\"faint\">The ESP's own dashboard: {}</p>", words(refused.why(), office))
                : Html.of("<p>The ESP's own dashboard is part of your licence.</p>");
    }

    private static Html actions(AccountStatus status, Office office) {
        AccountState state = status.account().state();
        return Html.of(
                "<div class=\"row\">{}<a class=\"button\" href=\"{}\">Disable / delete …</a></div>",
                Html.when(
                        state == AccountState.NOT_ENABLED,
                        Button.of(office.session(), Link.to("/settings/enable"), "Enable")),
                Link.to("/settings/remove"));
    }

    private Html rules(Optional<AccountStatus> status, Office office) {
        Rules rules = desk.rules();
        Locale language = office.session().language();
        boolean accepted = status.flatMap(known -> known.account().acceptance(rules.version()))
                .isPresent();
        Html form = Html.of("""
                <form method="post" action="{}">{}<input type="hidden" name="version" value="{}">
                <button class="main">I have read the rules and accept them</button></form>
                """, Link.to("/settings/accept"), office.session().field(), rules.version());
        return Html.of(
                """
                <section class="card"><h2>Rules, version {}</h2><pre>{}</pre>{}<details><summary>How mail arrives</summary>
                <ul>{}</ul></details></section>
                """,
                rules.version(),
                rules.text(language),
                accepted ? Html.of("<p class=\"good\">Accepted.</p>") : form,
                Html.each(Rules.guidance(language), advice -> Html.of("<li>{}</li>", advice)));
    }

    private Reply accept(Request request, Office office) throws IOException {
        desk.register(office.id(), office.customer().name());
        return answer(
                desk.accept(
                        office.id(),
                        request.form().value("version"),
                        office.session().language(),
                        office.session().name()),
                office,
                "The rules are accepted.");
    }

    private Reply enable(Request request, Office office) {
        return answer(
                desk.enable(
                        office.id(), office.session().name(), office.session().language()),
                office,
                "The account is enabled: mail leaves from now on.");
    }

    private static Reply answer(AccountChange change, Office office, String done) {
        String sentence = change instanceof AccountChange.Refused refused ? words(refused.why(), office) : done;
        return Reply.goTo(Link.to("/settings")).saying(sentence);
    }

    private static String words(Finding why, Office office) {
        return why.explain(office.session().language());
    }

    private Reply askToRemove(Request request, Office office) {
        Optional<RemovalRequest> removal = desk.removal(office.id());
        if (removal.isEmpty()) {
            return Reply.goTo(Link.to("/settings")).saying("There is nothing to remove.");
        }
        return Frame.show(
                office.session(),
                "Settings",
                Html.of(
                        """
                        <section class="card"><h2>Disable and delete</h2><p>{}</p><p>It cannot be undone. A new account may be made afterwards.</p>
                        <form method="post" action="{}">{}<input type="hidden" name="token" value="{}">
                        <label>Why <input name="reason"></label>
                        <button class="danger">Delete it all</button> <a class="button" href="{}">Keep it</a></form></section>
                        """,
                        removal.get().explain(),
                        Link.to("/settings/remove"),
                        office.session().field(),
                        removal.get().token(),
                        Link.to("/settings")));
    }

    private Reply remove(Request request, Office office) throws IOException {
        AccountRemoval removal = desk.disable(
                office.id(),
                request.form().value("token"),
                request.form().value("reason"),
                office.session().name());
        if (removal instanceof AccountRemoval.Removed) {
            servers.remove(office.id());
        }
        return Reply.goTo(Link.to("/settings")).saying(sentence(removal, office));
    }

    private static String sentence(AccountRemoval removal, Office office) {
        if (removal instanceof AccountRemoval.Refused refused) {
            return words(refused.why(), office);
        }
        if (removal instanceof AccountRemoval.Leaving leaving) {
            return leaving.leaving() + " mails are leaving at this moment. Delete it again in a few minutes.";
        }
        AccountRemoval.Removed removed = (AccountRemoval.Removed) removal;
        return "Removed, with the record of " + removed.messages() + " mails and " + removed.events() + " events.";
    }
}
