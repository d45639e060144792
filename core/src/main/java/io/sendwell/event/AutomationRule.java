package io.sendwell.event;

/**
 * By which sign a click or an open is probably a program's and no person's.
 *
 * <p>Each is decided by what the event itself says and what is fixed of its message, so that a report is judged alike whenever it
 * comes. How soon after the delivery somebody came, and whether all links of a message were followed within seconds, is not
 * asked: the events that tell it may come later, and what was counted cannot be taken back.
 */
public enum AutomationRule {
    /** It came sooner after the message was made than a person can have got and read it. */
    TOO_SOON,
    /** The agent names itself as a program: a scanner, a preview, a library. */
    AGENT_IS_A_PROGRAM,
    /** The agent is a proxy that loads pictures for everybody, such as Gmail's. */
    IMAGE_PROXY,
    /** The agent is one that loads pictures before anybody opens the message, such as Apple's Mail Privacy Protection. */
    FETCHED_AHEAD
}
