package io.sendwell.examples.faults;

import io.sendwell.testkit.crash.CountingEspTransport;
import io.sendwell.transport.Transport;
import java.net.URI;
import java.time.Duration;

/** Next hops, by what they offer against sending twice. */
enum Hop {
    /** An ESP that offers nothing. */
    COUNTING {
        @Override
        Transport transport(Settings settings) {
            return counting(settings).build();
        }
    },
    /** An ESP that recognises a submission that comes again. */
    REPEATING {
        @Override
        Transport transport(Settings settings) {
            return counting(settings).repeats(Duration.ofHours(1)).build();
        }
    },
    /** An ESP that can be asked what it has. */
    SEARCHED {
        @Override
        Transport transport(Settings settings) {
            return counting(settings)
                    .searches(settings.duration(Setting.INDEX_LAG))
                    .build();
        }
    };

    abstract Transport transport(Settings settings);

    private static CountingEspTransport.Builder counting(Settings settings) {
        return CountingEspTransport.to(URI.create(settings.text(Setting.HOP_ADDRESS)))
                .batchSize(settings.number(Setting.BATCH))
                .callTimeout(settings.duration(Setting.CALL_TIMEOUT));
    }
}
