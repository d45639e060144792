package io.sendwell.examples.crm.screens;

import io.sendwell.ScheduleReceipt;
import io.sendwell.WithheldPerson;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;

/** What is said after something was scheduled, or was not. */
final class Scheduling {

    private Scheduling() {}

    static Reply reply(ScheduleReceipt receipt, Request request, Office office) {
        if (receipt.isScheduled() && receipt.withheldSample().isEmpty()) {
            return Reply.goTo(Link.to("/scheduled")).saying(receipt.explain() + ".");
        }
        return Frame.part(
                request,
                office.session(),
                receipt.isScheduled() ? "Scheduled" : "Not scheduled",
                Html.of(
                        "<section class=\"card\"><p class=\"{}\">{}</p>{}{}{}</section>",
                        receipt.isScheduled() ? "good" : "bad",
                        receipt.explain(),
                        withheld(receipt),
                        FindingList.of(
                                receipt.report().findings(), office.session().language()),
                        Html.when(
                                receipt.isScheduled(),
                                Html.of("<p><a href=\"{}\">What lies ahead</a></p>", Link.to("/scheduled")))));
    }

    private static Html withheld(ScheduleReceipt receipt) {
        return receipt.withheldSample().isEmpty()
                ? Html.NONE
                : Html.of(
                        "<h2>Who gets none, some of them</h2><ul>{}</ul>",
                        Html.each(receipt.withheldSample(), Scheduling::person));
    }

    private static Html person(WithheldPerson person) {
        return Html.of("<li>{}: {}</li>", person.mailbox(), person.reason());
    }
}
