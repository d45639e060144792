package io.sendwell.examples.crm.screens;

import io.sendwell.check.Finding;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.message.MessageClass;

/** On top of a screen: that mail of this kind does not leave now, and why. Nothing where it does. */
final class Held {

    private Held() {}

    static Html of(Office office, MessageClass mail) {
        Html more = Html.of("<p><a href=\"{}\">How the account stands</a></p>", Link.to("/settings"));
        return Html.each(office.account().hold(mail).stream().toList(), why -> notice(why, office, more));
    }

    /** The same on the screen that says more. */
    static Html onSettings(Office office) {
        return Html.each(
                office.account().hold(MessageClass.MASS).stream().toList(), why -> notice(why, office, Html.NONE));
    }

    private static Html notice(Finding why, Office office, Html more) {
        boolean all = office.account().hold(MessageClass.INDIVIDUAL).isPresent();
        return Html.of(
                """
                <section class="card held" role="status"><h2 class="bad">{}</h2><p>{}</p>{}</section>
                """,
                all ? "No mail leaves now" : "No newsletter leaves now",
                why.seen(office.session().language()),
                more);
    }
}
