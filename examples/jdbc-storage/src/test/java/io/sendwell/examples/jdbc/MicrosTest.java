package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2026-11-21T09:15:30.125001Z",
                "2262-04-11T23:47:16.854776Z",
                "9999-12-31T23:59:59.999999Z"
            })
    void times_of_any_calendar_come_back(String time) {
        assertThat(Micros.toInstant(Micros.of(Instant.parse(time)))).isEqualTo(Instant.parse(time));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void times_beyond_what_fits_become_its_ends(long end) {
        assertThat(Micros.of(end < 0 ? Instant.MIN : Instant.MAX)).isEqualTo(end);
    }
}
