package io.sendwell.examples.crm.data;

import io.sendwell.address.EmailAddress;

/**
 * Somebody whom a customer writes to.
 *
 * @param bounced a mail came back for good: set by Sendwell's listener, never by people
 * @param noMass no broadcasts to this person
 * @param segment a word of the customer's own, such as {@code Keen on tulips}
 */
public record Person(
        long id,
        String firstName,
        String lastName,
        String company,
        EmailAddress email,
        boolean bounced,
        boolean noMass,
        String segment) {

    /** First and last name. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }

    /** What a mail to this person is about, as Sendwell's log knows it. */
    public String reference() {
        return "person/" + id;
    }
}
