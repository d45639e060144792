package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.data.People.Filter;
import io.sendwell.examples.crm.data.Person;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import java.util.List;

/** All persons of a customer, to search. */
public final class PersonsScreen {

    private static final int PAGE = 50;

    private PersonsScreen() {}

    /** Its addresses. */
    public static void register(Desks desks) {
        desks.page("/persons", PersonsScreen::list);
    }

    private static Reply list(Request request, Office office) {
        Filter filter = new Filter(
                request.query("q").orElse(""), request.query("segment").orElse(""), false);
        long after = request.query("after")
                .filter(digits -> digits.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        List<Person> persons = office.people().page(filter, after, PAGE);
        Html next = persons.size() < PAGE
                ? Html.NONE
                : Html.of(
                        "<p><a href=\"{}\">More</a></p>",
                        Link.to("/persons")
                                .with("q", filter.text())
                                .with("segment", filter.segment())
                                .with("after", persons.get(PAGE - 1).id()));
        return Frame.show(
                office.session(),
                "Persons",
                Html.of(
                        """
                        <form method="get" action="{}" class="row" role="search">
                          <label>Search <input type="search" name="q" value="{}"></label>
                          <label>Segment <select name="segment"><option value="">All</option>{}</select></label>
                          <button>Show</button>
                        </form>
                        <p>{} persons</p>
                        <table><thead><tr><th>Name</th><th>Company</th><th>E-mail</th><th>Segment</th><th>Mail</th></tr></thead>
                        <tbody>{}</tbody></table>
                        {}
                        """,
                        Link.to("/persons"),
                        filter.text(),
                        Html.each(
                                office.people().segments(),
                                segment -> Html.of(
                                        "<option value=\"{}\" {}>{}</option>",
                                        segment,
                                        new Html.Flag("selected", segment.equals(filter.segment())),
                                        segment)),
                        office.people().count(filter),
                        Html.each(persons, PersonsScreen::row),
                        next));
    }

    private static Html row(Person person) {
        return Html.of(
                "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td><td>{}{}</td></tr>",
                Link.to("/persons/{}", person.id()),
                person.name(),
                person.company(),
                person.email(),
                person.segment(),
                Html.when(person.bounced(), Html.of("<span class=\"tag bad\">bounced</span> ")),
                Html.when(person.noMass(), Html.of("<span class=\"tag\">no mass e-mails</span>")));
    }
}
