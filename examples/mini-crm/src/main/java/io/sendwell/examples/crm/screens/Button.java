package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Session;

/** A button that does something at once: a form with nothing to fill in. */
final class Button {

    private Button() {}

    static Html of(Session session, Link action, String name) {
        return Html.of(
                "<form method=\"post\" action=\"{}\" class=\"inline\">{}<button>{}</button></form> ",
                action,
                session.field(),
                name);
    }

    /** Asks once more before it does it. */
    static Html dangerous(Session session, Link action, String name, String question) {
        return Html.of(
                "<form method=\"post\" action=\"{}\" class=\"inline\">{}<button class=\"danger\" data-confirm=\"{}\">{}</button></form> ",
                action,
                session.field(),
                question,
                name);
    }
}
