package io.sendwell.scheduling.micrometer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sendwell.account.AccountId;
import io.sendwell.throttle.Throttle;

/** How much of a limit is used, as meters that ask when they are looked at. */
final class ThrottleGauges {

    /** The tag of the operator's limit, which no account can be called. */
    private static final String ALL = "*";

    private ThrottleGauges() {}

    static void bind(Throttle throttle, MeterRegistry registry) {
        Gauge.builder(
                        "sendwell.throttle.utilisation",
                        throttle,
                        one -> one.operatorUtilisation().orElse(Double.NaN))
                .description("How much of what the limit lets out at once is used: 1 when the next mail waits")
                .tag("account", ALL)
                .register(registry);
    }

    static void bind(Throttle throttle, AccountId account, MeterRegistry registry) {
        Gauge.builder("sendwell.throttle.utilisation", throttle, one -> one.utilisation(account))
                .description("How much of what the limit lets out at once is used: 1 when the next mail waits")
                .tag("account", account.toString())
                .register(registry);
    }
}
