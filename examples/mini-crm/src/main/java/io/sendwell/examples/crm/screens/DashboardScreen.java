package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Campaigns with their figures. */
public final class DashboardScreen {

    private static final int PAGE = 25;
    private static final int PICTURED = 8;

    private DashboardScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/dashboard", DashboardScreen::show)
                .action("/dashboard/archive", DashboardScreen::archive)
                .action("/dashboard/restore", DashboardScreen::restore);
    }

    private static Reply show(Request request, Office office) {
        boolean archived = request.query("archived").isPresent();
        CampaignQuery query = CampaignQuery.latest(PAGE)
                .subject(request.query("q").orElse(""))
                .archived(archived ? CampaignQuery.Archived.YES : CampaignQuery.Archived.NO)
                .from((request.pageNumber() - 1) * PAGE);
        List<CampaignFigures> campaigns = office.account().events().campaigns(query);
        return Frame.show(
                office.session(),
                "Dashboard",
                Html.of(
                        """
                        <section class="cards figures">{}</section>
                        <form method="get" action="{}" class="row" role="search">
                          <label>Subject <input type="search" name="q" value="{}"></label>
                          <label><input type="checkbox" name="archived" value="yes" {}> Archived</label>
                          <button>Show</button>
                        </form>
                        {}{}
                        """,
                        totals(office.account().events().totals()),
                        Link.to("/dashboard"),
                        request.query("q").orElse(""),
                        new Html.Flag("checked", archived),
                        picture(campaigns),
                        table(campaigns, office, archived)));
    }

    private static Html totals(Totals totals) {
        return Html.each(
                List.of(
                        new Figure("Processed", totals.processed()),
                        new Figure("Delivered", totals.delivered()),
                        new Figure("Opened", totals.opened()),
                        new Figure("Bounced", totals.bounced()),
                        new Figure("Spam complaints", totals.complaints())),
                figure -> Html.of(
                        "<div class=\"card\"><p class=\"faint\">{}</p><p class=\"figure\">{}</p></div>",
                        figure.name(),
                        String.format(Locale.ROOT, "%,d", figure.value())));
    }

    private record Figure(String name, long value) {}

    private static Html picture(List<CampaignFigures> campaigns) {
        return campaigns.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<section class=\"card\"><h2>Opened</h2>{}</section>",
                        Chart.bars(campaigns.stream()
                                .limit(PICTURED)
                                .map(campaign -> new Chart.Bar(
                                        campaign.firstSubject(),
                                        campaign.totals().openedShare(),
                                        percent(campaign.totals().openedShare())))
                                .toList()));
    }

    private static Html table(List<CampaignFigures> campaigns, Office office, boolean archived) {
        return campaigns.isEmpty()
                ? Html.of("<p class=\"faint\">No campaigns.</p>")
                : Html.of("""
                        <table><thead><tr><th>Subject</th><th>Campaign</th><th>Begun</th><th class="number">Mails</th>
                        <th class="number" title="of those delivered">Opens</th><th class="number" title="of those opened">Clicks</th><th></th></tr></thead><tbody>{}</tbody></table>
                        """, Html.each(campaigns, campaign -> row(campaign, office, archived)));
    }

    private static Html row(CampaignFigures campaign, Office office, boolean archived) {
        String name = campaign.name().toString();
        return Html.of(
                """
                <tr><td data-name="Subject">{}</td><td data-name="Campaign"><a href="{}">{}</a></td><td data-name="Begun">{}</td>
                <td data-name="Mails" class="number">{}</td><td data-name="Opens" class="number">{}</td>
                <td data-name="Clicks" class="number">{}</td><td><form method="post" action="{}" class="inline">{}
                <input type="hidden" name="campaign" value="{}"><button>{}</button></form></td></tr>
                """,
                campaign.firstSubject(),
                Link.to("/events").with("campaign", name),
                name,
                Times.shown(campaign.firstAt(), office.customer().timeZone()),
                campaign.totals().processed(),
                percent(campaign.totals().openedShare()),
                percent(campaign.totals().clickedShare()),
                Link.to(archived ? "/dashboard/restore" : "/dashboard/archive"),
                office.session().field(),
                name,
                archived ? "Restore" : "Archive");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static Reply archive(Request request, Office office) throws IOException {
        office.account().events().archive(campaign(request));
        return Reply.goTo(Link.to("/dashboard")).saying("Archived.");
    }

    private static Reply restore(Request request, Office office) throws IOException {
        office.account().events().restore(campaign(request));
        return Reply.goTo(Link.to("/dashboard")).saying("It is back.");
    }

    private static CampaignName campaign(Request request) throws IOException {
        try {
            return CampaignName.of(request.form().value("campaign"));
        } catch (IllegalArgumentException e) {
            throw BadRequestException.because(e);
        }
    }
}
