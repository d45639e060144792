package io.sendwell.message;

import java.util.Optional;

/** What an author composed: a mail or an SMS. Immutable; threads may share it. */
public sealed interface Message permits Mail, Sms {

    /**
     * The application's own reference of whom or what this message concerns, for example {@code person/8812}. It
     * returns with each event. Empty when there is none.
     */
    Optional<String> about();

    /** The name under which this message and its events are grouped; empty for the default of its class. */
    Optional<CampaignName> campaign();

    /** Whether a person wrote it for a person, a broadcast made it, or a program did. */
    MessageClass messageClass();
}
