package io.sendwell.event;

/** By which sign a click or an open is probably a program's and no person's. */
public enum AutomationRule {
    /** It came sooner after the delivery than a person reads. */
    TOO_SOON,
    /** It was followed, and so were all other links of the message, within some seconds. */
    EVERY_LINK,
    /** The agent names itself as a program: a scanner, a preview, a library. */
    AGENT_IS_A_PROGRAM,
    /** The agent is a proxy that loads pictures for everybody, such as Gmail's or Apple's Mail Privacy Protection. */
    IMAGE_PROXY,
    /** A header field or a part of the request says that it was fetched ahead. */
    FETCHED_AHEAD
}
