package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.message.MergeData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collections;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrozenInputTest {

    private static final int MEBIBYTE = 1 << 20;

    /** A length, and zeros without end. */
    private static final class Endless extends InputStream {

        private final ByteBuffer length;
        private long read;

        Endless(int length) {
            this.length = ByteBuffer.allocate(Integer.BYTES).putInt(0, length);
        }

        @Override
        public int read() {
            read++;
            return length.hasRemaining() ? length.get() & 0xFF : 0;
        }

        @Override
        public int read(byte[] octets, int offset, int wanted) {
            for (int i = 0; i < wanted; i++) {
                octets[offset + i] = (byte) read();
            }
            return wanted;
        }
    }

    private static void assertRefused(ThrowingCallable reading, String why) {
        assertThatExceptionOfType(IOException.class).isThrownBy(reading).withMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, FrozenOutput.MAX_LIST + 1, MEBIBYTE, -1})
    void a_length_that_cannot_be_is_refused_before_anything_is_read_for_it(int length) {
        Endless list = new Endless(length);
        assertRefused(() -> new FrozenInput(list, 90_000).list(() -> ""), "A list claims a length of " + length);
        assertThat(list.read).isEqualTo(Integer.BYTES);

        Endless text = new Endless(length);
        assertRefused(() -> new FrozenInput(text, 90_000).text(), "A text claims a length of " + length);
        assertThat(text.read).isEqualTo(Integer.BYTES);

        Endless octets = new Endless(length);
        assertRefused(() -> new FrozenInput(octets, 90_000).octets(), "A run of octets claims a length of " + length);
        assertThat(octets.read).isEqualTo(Integer.BYTES);
    }

    @Test
    void a_list_is_no_longer_than_the_longest_that_is_written_however_much_follows() {
        assertRefused(
                () -> new FrozenInput(new Endless(FrozenOutput.MAX_LIST + 1), Long.MAX_VALUE).list(() -> ""),
                "100000 can follow");
    }

    @Test
    void no_more_is_read_than_there_may_be() {
        Endless source = new Endless(200);
        FrozenInput in = new FrozenInput(source, 600);

        assertRefused(() -> in.list(in::number), "It ends within a value, after 600 octets.");
        assertThat(source.read).isLessThanOrEqualTo(600);
    }

    @Test
    void what_ends_within_a_value_says_so() {
        FrozenInput in = new FrozenInput(new ByteArrayInputStream(new byte[] {0, 0}), 2);

        assertRefused(in::number, "It ends within a value, after 2 octets.");
    }

    @Test
    void what_would_not_be_believed_is_not_written() {
        FrozenOutput out = new FrozenOutput(OutputStream.nullOutputStream());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> out.each(Collections.nCopies(FrozenOutput.MAX_LIST + 1, 1), out::octet))
                .withMessageContaining("100000 are the most");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrozenValues.write(out, MergeData.of("n", new BigDecimal("1E+2000000000"))))
                .withMessageContaining("too long");
    }

    @Test
    void a_number_that_would_be_written_with_millions_of_zeros_is_refused() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        FrozenValues.write(new FrozenOutput(octets), MergeData.of("n", new BigDecimal("12.50")));
        byte[] hostile = octets.toByteArray();
        // The scale is what is written last.
        ByteBuffer.wrap(hostile).putInt(hostile.length - Integer.BYTES, -2_000_000_000);

        assertRefused(
                () -> FrozenValues.read(new FrozenInput(new ByteArrayInputStream(hostile), hostile.length)), "places");
    }
}
