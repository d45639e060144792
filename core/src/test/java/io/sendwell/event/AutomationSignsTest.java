package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomationSignsTest {

    private static final Instant MADE = Instant.parse("2026-11-22T09:00:00.250Z");
    private static final Visit BROWSER = Visit.of("192.0.2.7", "DE", "Firefox/140.0");

    @ParameterizedTest
    @CsvSource({
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy), IMAGE_PROXY",
        "YahooMailProxy; https://help.yahoo.com/, IMAGE_PROXY",
        "Mozilla/5.0, FETCHED_AHEAD",
        "'Mozilla/5.0 ', FETCHED_AHEAD",
        "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 "
                + "Safari/537.36 Edge/12.246 Mozilla/5.0', FETCHED_AHEAD",
        "Barracuda Sentinel (EE), AGENT_IS_A_PROGRAM",
        "python-requests/2.32, AGENT_IS_A_PROGRAM",
        "Slackbot-LinkExpanding 1.0, AGENT_IS_A_PROGRAM"
    })
    void a_program_is_known_by_what_it_calls_itself(String agent, AutomationRule rule) {
        assertThat(AutomationSigns.marked(Visit.of("192.0.2.7", "", agent)).likelyAutomatic())
                .hasValue(rule);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
                        + "Version/18.0 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/42.0.2311.135 "
                        + "Safari/537.36 Edge/12.246",
                "Thunderbird/128.0",
                "Microsoft Outlook 16.0"
            })
    void a_persons_program_is_not_taken_for_one(String agent) {
        assertThat(AutomationSigns.ofAgent(agent)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T08:59:59Z, false",
        "2026-11-22T09:00:00Z, true",
        "2026-11-22T09:00:05Z, true",
        "2026-11-22T09:00:05.250Z, false",
        "2026-11-22T10:00:00Z, false",
        "1970-01-01T00:00:00Z, false"
    })
    void nobody_reads_a_message_within_five_seconds(Instant at, boolean tooSoon) {
        assertThat(AutomationSigns.marked(BROWSER, at, MADE).likelyAutomatic().isPresent())
                .isEqualTo(tooSoon);
    }

    @Test
    void what_is_marked_keeps_its_rule() {
        Visit proxy = BROWSER.by(AutomationRule.IMAGE_PROXY);

        assertThat(AutomationSigns.marked(proxy, MADE, MADE)).isEqualTo(proxy);
        assertThat(AutomationSigns.marked(proxy)).isEqualTo(proxy);
    }
}
