package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GivenUpTest {

    private static final Report REPORT = Report.of(Instant.EPOCH, "smtp", "");

    @ParameterizedTest
    @EnumSource
    void every_kind_of_bounce_is_an_event_of_one_type(BounceKind kind) {
        EventType expected = switch (kind) {
            case HARD -> EventType.HARD_BOUNCED;
            case SOFT, SOFT_ABANDONED, SOFT_NO_HOST, HARD_UNCONFIRMED, UNCLEAR, UNKNOWN -> EventType.SOFT_BOUNCED;
            case BLOCK_REPUTATION,
                    BLOCK_AUTHENTICATION,
                    BLOCK_RECIPIENT,
                    BLOCK_POLICY,
                    CONTENT,
                    SIZE,
                    CONFIGURATION_SENDER,
                    CONFIGURATION_ADDRESS,
                    CONFIGURATION_LIMIT,
                    CONFIGURATION -> EventType.BLOCKED;
            case SUPPRESSED -> EventType.SUPPRESSED;
            case COMPLAINT -> EventType.COMPLAINED;
            case UNSUBSCRIBED -> EventType.UNSUBSCRIBED;
            case AUTO_REPLY, INFO -> EventType.OTHER;
        };
        assertThat(event(kind).type()).isEqualTo(expected);
    }

    @Test
    void the_reason_goes_with_the_event() {
        assertThat(event(BounceKind.BLOCK_POLICY).reason()).contains(bounce(BounceKind.BLOCK_POLICY));
        assertThat(event(BounceKind.COMPLAINT)).isEqualTo(new DeliveryEvent.Complained(REPORT, "550"));
        assertThat(event(BounceKind.AUTO_REPLY)).isEqualTo(new DeliveryEvent.Other(REPORT, "auto-reply"));
    }

    private static DeliveryEvent event(BounceKind kind) {
        return DeliveryEvent.givenUp(REPORT, bounce(kind));
    }

    private static Bounce bounce(BounceKind kind) {
        return new Bounce(kind, "B0", "550", "text");
    }
}
