package io.sendwell.event;

import java.util.Optional;

/**
 * From where a picture was loaded or a link was followed.
 *
 * @param ipAddress as it was reported; empty when it was not
 * @param country the ISO 3166-1 code of where that address is; empty when it was not reported
 * @param agent the browser or program, in its own words; empty when it was not reported
 * @param likelyAutomatic the rule by which it was probably a program and no person, such as a scanner of links or a proxy that
 *     loads all pictures; empty when it looks like a person
 */
public record Visit(String ipAddress, String country, String agent, Optional<AutomationRule> likelyAutomatic) {

    /** A visit that looks like a person's. */
    public static Visit of(String ipAddress, String country, String agent) {
        return new Visit(ipAddress, country, agent, Optional.empty());
    }

    /** The same visit, probably a program's by this rule. */
    public Visit by(AutomationRule rule) {
        return new Visit(ipAddress, country, agent, Optional.of(rule));
    }
}
