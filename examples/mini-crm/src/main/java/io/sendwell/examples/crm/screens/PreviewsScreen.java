package io.sendwell.examples.crm.screens;

import io.sendwell.examples.crm.Engine;
import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Customers.Customer;
import io.sendwell.examples.crm.data.Database;
import io.sendwell.examples.crm.data.People;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.examples.crm.web.Session;
import io.sendwell.testkit.inbox.DevInbox;
import io.sendwell.testkit.inbox.InboxHandler;
import io.sendwell.testkit.inbox.InboxReply;
import io.sendwell.testkit.inbox.InboxRequest;
import io.sendwell.testkit.inbox.Previews;

/**
 * The customers' templates as mails that nobody sends, in a page of the testkit behind the operator's log-in. What left is where the world is
 * played; that may be another process, and it knows no templates.
 */
public final class PreviewsScreen {

    /** Where it is. */
    static final String PATH = "/operator/previews/";

    private static final int PERSONS = 3;

    private final InboxHandler page;

    public PreviewsScreen(Engine engine, Database database) {
        DevInbox.Builder inbox = DevInbox.builder().basePath(PATH).waitingPages(0);
        for (Customer customer : new Customers(database).all()) {
            People people = new People(database, customer.account());
            inbox.previews(Previews.of(engine.sendwell().account(customer.account()))
                    .broadcast(
                            customer.name() + ", newsletter",
                            () -> NewsletterTemplate.sample(customer, people, PERSONS)));
        }
        page = inbox.handler();
    }

    /** Its addresses: there is nothing to be done on them. */
    public void register(Desks desks) {
        desks.operatorPage(PATH + "*", this::show);
    }

    // The page brings the headers that it needs, its own content security policy among them.
    private Reply show(Request request, Session session) {
        InboxReply reply = page.answer(new InboxRequest(
                request.method(), request.rawPath(), request.rawQuery(), request.headers(), request.body()));
        return new Reply(reply.status(), reply.headers(), reply::writeTo);
    }
}
