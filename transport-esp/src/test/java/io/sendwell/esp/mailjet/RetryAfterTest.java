package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final String DATE = "Sat, 21 Nov 2026 10:00:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                          | none",
                "''                            | none",
                "soon                          | none",
                "-5                            | none",
                "1.5                           | none",
                "0                             | PT0S",
                "120                           | PT2M",
                "999999999999999999999         | PT1H",
                "7200                          | PT1H",
                "Sat, 21 Nov 2026 10:00:30 GMT | PT30S",
                "Sat, 21 Nov 2026 09:00:00 GMT | PT0S",
                "Sun, 22 Nov 2026 10:00:00 GMT | PT1H"
            })
    void seconds_and_dates_are_read_within_an_hour(String value, Duration wait) {
        assertThat(RetryAfter.read(value, DATE).orElse(null)).isEqualTo(wait);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none", "yesterday"})
    void a_date_says_nothing_without_the_date_of_the_answer(String date) {
        assertThat(RetryAfter.read("Sat, 21 Nov 2026 10:00:30 GMT", date)).isEmpty();
    }
}
