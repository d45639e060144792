package io.sendwell;

import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.SendingId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A prepared mail that is to leave, with all that is fixed of it when it does: a copy that is tried again has the same
 * octets.
 *
 * @param id our id of it, the left part of its Message-ID
 * @param campaign under which name it is grouped
 * @param createdAt when it was made
 * @param date its Date field: when it is made ready to leave, and after an attempt that may have left the date of that one
 * @param sending the sending of the outbox that it belongs to; empty when it is sent at once
 * @param earlier what is known of earlier attempts; nothing is handed over for recipients who are settled since
 */
record Copy(
        String id,
        Preparation.Prepared prepared,
        CampaignName campaign,
        Instant createdAt,
        Instant date,
        Optional<SendingId> sending,
        EntryMemo earlier) {

    /** A copy that is sent at once. */
    static Copy atOnce(String id, Preparation.Prepared prepared, CampaignName defaultCampaign, Instant now) {
        CampaignName campaign = prepared.mail().campaign().orElse(defaultCampaign);
        return new Copy(id, prepared, campaign, now, now, Optional.empty(), EntryMemo.none());
    }

    /** The outcomes of its settled recipients by normal form, since a mail may spell an address in another way. */
    Map<String, RecipientOutcome> settledByNormalForm() {
        Map<String, RecipientOutcome> byNormalForm = new LinkedHashMap<>();
        earlier.settled().forEach((address, outcome) -> byNormalForm.put(address.normalForm(), outcome));
        return byNormalForm;
    }
}
