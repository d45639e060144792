package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.examples.crm.web.Role;
import io.sendwell.examples.crm.web.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands around every screen: where one is, where one can go, and who is logged in. */
public final class Frame {

    private record Item(Link link, String name) {}

    private static final List<Item> OF_CUSTOMERS = List.of(
            new Item(Link.to("/compose"), "Compose"),
            new Item(Link.to("/newsletter"), "Newsletter"),
            new Item(Link.to("/scheduled"), "Scheduled"),
            new Item(Link.to("/events"), "Event log"),
            new Item(Link.to("/reports"), "Reports"),
            new Item(Link.to("/dashboard"), "Dashboard"),
            new Item(Link.to("/persons"), "Persons"),
            new Item(Link.to("/domains"), "Domains"),
            new Item(Link.to("/server"), "Own server"),
            new Item(Link.to("/settings"), "Settings"));

    private static final List<Item> OF_THE_OPERATOR = List.of(
            new Item(Link.to("/operator"), "Accounts"),
            new Item(Link.to("/operator/blocklist"), "Blocklist"),
            new Item(Link.to("/operator/pace"), "Pace"),
            new Item(Link.to("/operator/dead-letters"), "Dead letters"));

    private Frame() {}

    /** A screen of a customer's. */
    public static Reply show(Session session, String title, Html content) {
        return Reply.page(page(session, OF_CUSTOMERS, title, content));
    }

    /** A screen of the operator's. */
    static Reply showOperator(Session session, Optional<Link> inbox, String title, Html content) {
        List<Item> items = new ArrayList<>(OF_THE_OPERATOR);
        inbox.ifPresent(link -> {
            items.add(new Item(link, "Inbox"));
            items.add(new Item(Link.to(PreviewsScreen.PATH), "Previews"));
        });
        return Reply.page(page(session, items, title, content));
    }

    /** A part of a page where the script asked for it, and the whole page where there is no script. */
    static Reply part(Request request, Session session, String title, Html content) {
        return request.header("X-Part").isPresent() ? Reply.page(content) : show(session, title, content);
    }

    private static Html page(Session session, List<Item> items, String title, Html content) {
        boolean operator = session.role() == Role.OPERATOR;
        return document(
                title,
                Html.of(
                        """
                        <a class="skip" href="{}">To the content</a>
                        <header class="top">
                          <p class="brand">{}</p>
                          <form method="post" action="{}" class="who">{}<span>{}</span> <button class="quiet">Log out</button></form>
                          <nav aria-label="Screens"><ul>{}</ul></nav>
                        </header>
                        <main id="content"><h1>{}</h1>{}{}</main>
                        """,
                        Link.here("content"),
                        operator ? "Sample CRM · operator" : "Sample CRM",
                        Link.to(operator ? "/operator/logout" : "/logout"),
                        session.field(),
                        session.name(),
                        items(items, title),
                        title,
                        Html.when(
                                !session.notice().isEmpty(),
                                Html.of("<p class=\"notice\" role=\"status\">{}</p>", session.notice())),
                        content));
    }

    private static Html items(List<Item> items, String title) {
        return Html.each(
                items,
                item -> item.name().equals(title)
                        ? Html.of("<li><a href=\"{}\" aria-current=\"page\">{}</a></li>", item.link(), item.name())
                        : Html.of("<li><a href=\"{}\">{}</a></li>", item.link(), item.name()));
    }

    /** A page for somebody who is not logged in. */
    public static Html bare(Html content) {
        return document("Sample CRM", Html.of("<main>{}</main>", content));
    }

    /** What is said when something cannot be answered. */
    public static Html error(int status, String why) {
        return bare(Html.of(
                "<section class=\"card narrow\"><h1>{}</h1><p role=\"alert\">{}</p><p><a href=\"{}\">To the start</a></p></section>",
                status == 404 ? "Not found" : "That did not work",
                why,
                Link.to("/")));
    }

    private static Html document(String title, Html body) {
        return Html.of("""
                <!doctype html>
                <html lang="en">
                <head>
                  <meta charset="utf-8">
                  <meta name="viewport" content="width=device-width, initial-scale=1">
                  <meta name="color-scheme" content="light dark">
                  <title>{}</title>
                  <link rel="stylesheet" href="/static/crm.css">
                  <script src="/static/crm.js" defer></script>
                </head>
                <body>{}</body>
                </html>
                """, title, body);
    }
}
