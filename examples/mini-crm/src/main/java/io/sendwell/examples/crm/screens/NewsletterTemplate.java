package io.sendwell.examples.crm.screens;

import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Broadcast;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.data.People;
import io.sendwell.examples.crm.data.SampleData;
import io.sendwell.examples.crm.web.Html;

/** The newsletter with which a customer begins. */
final class NewsletterTemplate {

    static final String SUBJECT = "{{first|Hello}}, the tulips are here";

    private NewsletterTemplate() {}

    static String html(Customer customer) {
        return Html.of("""
                <h1>{{first|Hello}}, the tulips are here</h1>
                <p>You look after the plants at {{company|your place}}, so you are the first to hear.</p>
                <p><a href="https://www.brightwater.example/offers/tulips">See this year's colours</a></p>
                <p>{}</p>
                <p>You asked for this newsletter. <a href="{{unsubscribe}}">Unsubscribe</a></p>
                """, customer.postalAddress()).toString();
    }

    /** As it would leave, unchanged, for the first few of the customer's persons. */
    static Broadcast sample(Customer customer, People people, int persons) {
        return Broadcast.compose(mail -> mail.from(
                                customer.name(), customer.newsletterMailbox().toString())
                        .subject(SUBJECT)
                        .html(html(customer))
                        .purpose(SampleData.NEWSLETTER.value()))
                .audience(Audience.from(
                        () -> people.stream(NewsletterScreen.MASS).limit(persons), NewsletterScreen::recipient))
                .build();
    }
}
