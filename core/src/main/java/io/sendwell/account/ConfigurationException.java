package io.sendwell.account;

/** The set-up cannot work. It is thrown when Sendwell is built, before any message. */
public class ConfigurationException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the set-up, and how to mend it. */
    public ConfigurationException(String message) {
        super(message, null);
    }
}
