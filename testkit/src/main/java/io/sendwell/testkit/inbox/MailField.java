package io.sendwell.testkit.inbox;

/**
 * One header field.
 *
 * @param value for people: unfolded, encoded words decoded
 * @param raw the body as it came, line breaks and all
 */
record MailField(String name, String value, String raw) {

    boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }
}
