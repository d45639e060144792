package io.sendwell.testkit.smtp;

/** The SASL mechanisms that the fake server understands. */
public enum AuthMechanism {
    /** RFC 4616. */
    PLAIN,
    /** Never standardised, spoken everywhere: user name and password in two questions. */
    LOGIN,
    /** A bearer token in the form that Gmail and Exchange Online ask for. */
    XOAUTH2
}
