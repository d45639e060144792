package io.sendwell.examples.crm.screens;

import io.sendwell.account.AccountId;
import io.sendwell.examples.crm.Engine;
import io.sendwell.examples.crm.data.Activities;
import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Database;
import io.sendwell.examples.crm.data.People;
import io.sendwell.examples.crm.data.ProgressHistory;
import io.sendwell.examples.crm.web.BadRequestException;
import io.sendwell.examples.crm.web.Pages;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.examples.crm.web.Request;
import io.sendwell.examples.crm.web.Session;
import java.io.IOException;

/** Adds the addresses of screens: each of a customer's gets the {@link Office} of whoever is logged in. */
public final class Desks {

    private final Pages pages;
    private final Engine engine;
    private final Database database;
    private final Customers customers;

    public Desks(Pages pages, Engine engine, Database database) {
        this.pages = pages;
        this.engine = engine;
        this.database = database;
        this.customers = new Customers(database);
    }

    /** Answers somebody of a customer. */
    @FunctionalInterface
    public interface UserScreen {
        Reply answer(Request request, Office office) throws IOException;
    }

    /** A page of a customer's. */
    public Desks page(String path, UserScreen screen) {
        pages.user("GET", path, (request, session) -> screen.answer(request, office(session)));
        return this;
    }

    /** Something that somebody of a customer does. */
    public Desks action(String path, UserScreen screen) {
        pages.user("POST", path, (request, session) -> screen.answer(request, office(session)));
        return this;
    }

    /** A page of the operator's. */
    public Desks operatorPage(String path, Pages.Guarded screen) {
        pages.operator("GET", path, screen);
        return this;
    }

    /** Something that the operator does. */
    public Desks operatorAction(String path, Pages.Guarded screen) {
        pages.operator("POST", path, screen);
        return this;
    }

    private Office office(Session session) {
        AccountId id = AccountId.of(session.account());
        return new Office(
                session,
                customers.find(id).orElseThrow(BadRequestException::notFound),
                engine.account(id).orElseThrow(BadRequestException::notFound),
                engine.domains(id),
                new People(database, id),
                new Activities(database, id),
                new ProgressHistory(database),
                engine.clock().instant());
    }
}
