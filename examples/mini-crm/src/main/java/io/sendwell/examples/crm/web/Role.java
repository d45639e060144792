package io.sendwell.examples.crm.web;

/** Who somebody is to the CRM. */
public enum Role {
    /** Works at a customer, and sees what is the customer's. */
    USER,
    /** Works at the vendor, and looks after everybody. */
    OPERATOR
}
