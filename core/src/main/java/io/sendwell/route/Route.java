package io.sendwell.route;

/**
 * A way out. Together with the identity it makes the product's four: by the ESP on behalf of the author, by the ESP as
 * the verified author, by the account's own SMTP server, by the operator's SMTP server.
 */
public enum Route {
    /** The operator's e-mail service provider. */
    ESP("the ESP"),
    /** The operator's own SMTP server. */
    OPERATOR_SMTP("the operator's SMTP server"),
    /** The account's own SMTP server, with the account's login. */
    ACCOUNT_SMTP("the account's own SMTP server");

    private final String words;

    Route(String words) {
        this.words = words;
    }

    /** How the route is called in a sentence. */
    public String words() {
        return words;
    }
}
