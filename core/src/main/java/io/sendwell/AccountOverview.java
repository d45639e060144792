package io.sendwell;

import io.sendwell.log.Totals;
import java.time.Duration;

/**
 * How an account is doing.
 *
 * @param totals its figures, over all that was ever sent
 * @param lag how late reports may come in; zero for an account whose mail does not go by an ESP, of which no more is known than
 *     what the SMTP servers say
 */
public record AccountOverview(Totals totals, Duration lag) {

    /** The figures in one line, with a note on how fresh they are. */
    public String explain() {
        String figures = "Processed " + totals.processed() + ", delivered " + totals.delivered() + ", opened "
                + totals.opened() + ", bounced " + totals.bounced() + ", spam complaints " + totals.complaints() + ".";
        return lag.isZero()
                ? figures + " Opens and clicks are known of mail by the ESP only."
                : figures + " What the ESP reports may come up to " + lag.toMinutes()
                        + " minutes late; of a sending that has just left it may look as if one mail went.";
    }
}
