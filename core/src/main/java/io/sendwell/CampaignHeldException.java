package io.sendwell;

import io.sendwell.account.SendwellException;
import io.sendwell.check.Finding;

/**
 * Too much of a campaign came back or was called spam, and nothing more of it leaves until somebody says why it may. Whoever is about to
 * send pauses the sending.
 */
public final class CampaignHeldException extends SendwellException {

    private static final long serialVersionUID = 1L;

    private final String because;

    CampaignHeldException(Finding why) {
        super(why.explain(), null);
        because = why.explain();
    }

    /** Why, for people: what was counted, and what to do. */
    public String because() {
        return because;
    }
}
