package io.sendwell.account;

/** What the ESP itself says of a customer's account there: it may stop one that we have enabled. */
public sealed interface ProviderStanding {

    /** It takes mail of it. */
    record Working() implements ProviderStanding {}

    /**
     * It takes no mail of it; what is scheduled waits.
     *
     * @param why in the ESP's words and for people, with what to do
     */
    record Stopped(String why) implements ProviderStanding {}

    /**
     * It did not say.
     *
     * @param why for people
     */
    record Unknown(String why) implements ProviderStanding {}
}
