package io.sendwell.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTest {

    /** Lengths from 3GPP TS 23.040 and Mailjet's table: 160/306/459 in GSM-7, 70/134/201 in UCS-2. */
    @ParameterizedTest
    @CsvSource({
        "a, 1, GSM_7, 1",
        "a, 160, GSM_7, 1",
        "a, 161, GSM_7, 2",
        "a, 306, GSM_7, 2",
        "a, 307, GSM_7, 3",
        "a, 459, GSM_7, 3",
        "a, 460, GSM_7, 4",
        "€, 80, GSM_7, 1",
        "€, 81, GSM_7, 2",
        "€, 152, GSM_7, 2",
        "€, 153, GSM_7, 3",
        "é, 160, GSM_7, 1",
        "ж, 70, UCS_2, 1",
        "ж, 71, UCS_2, 2",
        "ж, 134, UCS_2, 2",
        "ж, 135, UCS_2, 3",
        "😀, 35, UCS_2, 1",
        "😀, 36, UCS_2, 2",
        "😀, 66, UCS_2, 2",
        "😀, 67, UCS_2, 3",
    })
    void a_text_is_counted_in_the_segments_it_travels_in(
            String character, int count, SmsEncoding encoding, int segments) {
        Sms sms = valid().text(character.repeat(count)).build();
        assertThat(sms.encoding()).isEqualTo(encoding);
        assertThat(sms.segments()).isEqualTo(segments);
    }

    @Test
    void one_character_outside_gsm_7_switches_the_whole_text() {
        assertThat(valid().text("a".repeat(100) + "ж").build().encoding()).isEqualTo(SmsEncoding.UCS_2);
    }

    @Test
    void one_exception_lists_every_problem() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> Sms.compose().from("x").to("12345678").build())
                .satisfies(e -> assertThat(e.problems()).hasSize(3));
    }

    @ParameterizedTest
    @CsvSource({"4512345678", "+45 12345678", "+0123456789", "+123456", "+1234567890123456", "'+12345678\r\n'"})
    void a_number_is_in_e164_form(String number) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> valid().to(number).text("Hi").build());
    }

    private static Sms.Builder valid() {
        return Sms.compose().from("Acme").to("+4512345678");
    }
}
