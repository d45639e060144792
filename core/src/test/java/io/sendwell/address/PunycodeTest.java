package io.sendwell.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("samples")
    void the_samples_of_rfc_3492_encode_and_decode(String name, String hexadecimal, String punycode) {
        int[] codePoints = Arrays.stream(hexadecimal.split(" "))
                .mapToInt(number -> Integer.parseInt(number, 16))
                .toArray();

        assertThat(Punycode.encode(codePoints)).isEqualToIgnoringCase(punycode);
        assertThat(Punycode.decode(punycode)).hasValue(new String(codePoints, 0, codePoints.length));
    }

    private static Stream<Arguments> samples() throws IOException {
        try (InputStream vectors = PunycodeTest.class.getResourceAsStream("/vectors/rfc3492/samples.txt")) {
            return new String(vectors.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> Arguments.of((Object[]) line.split(" \\| ", -1)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b", // a digit that promises another one
                "abc-z",
                "é", // no digit at all
                "99999999",
                "99999999999999999999999999999999999999999999999999999999999",
                "zzzzzzzzzzzzzzzzzzzzzzzzzz",
            })
    void what_overflows_or_ends_early_is_no_punycode(String text) {
        assertThat(Punycode.decode(text)).isEmpty();
    }

    @Test
    void a_surrogate_does_not_come_out_of_punycode() {
        assertThat(Punycode.decode(Punycode.encode(new int[] {0xD800}))).isEmpty();
    }
}
