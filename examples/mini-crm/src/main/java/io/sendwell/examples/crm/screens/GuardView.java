package io.sendwell.examples.crm.screens;

import io.sendwell.GuardReport;
import io.sendwell.check.Finding;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardRate;
import java.time.ZoneId;
import java.util.Locale;

/** What the guard counts, what it says to that, and what was decided so far. */
final class GuardView {

    private GuardView() {}

    static Html of(GuardReport report, Locale language, ZoneId zone) {
        return Html.of(
                """
                {}{}<p>Since {}: {} mails accepted, {} came back for good, {} were called spam.</p>
                <ul class="faint">{}</ul>
                """,
                Html.each(report.held().stream().toList(), why -> line("bad", why, language)),
                Html.when(!report.isHeld(), Html.each(report.warnings(), why -> line("warn", why, language))),
                Times.shown(report.countedSince(), zone),
                report.counts().accepted(),
                report.counts().hardBounced(),
                report.counts().complaints(),
                Html.each(report.decisions(), decision -> decision(decision, zone)));
    }

    /** Whether there is anything to be told. */
    static boolean isNeeded(GuardReport report) {
        return report.isHeld()
                || !report.warnings().isEmpty()
                || !report.decisions().isEmpty();
    }

    private static Html line(String colour, Finding why, Locale language) {
        return Html.of("<p class=\"{}\">{}</p>", colour, why.seen(language));
    }

    private static Html decision(GuardDecision decision, ZoneId zone) {
        return Html.of("<li>{}: {}</li>", Times.shown(decision.at(), zone), words(decision));
    }

    private static String words(GuardDecision decision) {
        if (decision instanceof GuardDecision.Released released) {
            return "released by " + released.by() + ": " + released.reason();
        }
        if (decision instanceof GuardDecision.Held held) {
            return "held, " + figures(held.rate(), held.mails(), held.reports());
        }
        GuardDecision.Warned warned = (GuardDecision.Warned) decision;
        return "warned, " + figures(warned.rate(), warned.mails(), warned.reports());
    }

    private static String figures(GuardRate rate, long mails, long reports) {
        return reports + (rate == GuardRate.HARD_BOUNCES ? " hard bounces of " : " complaints of ") + mails + " mails";
    }
}
