package io.sendwell.testkit.junit5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.mailjet.FakeMailjet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

class FakeMailjetExtensionTest {

    private static final List<FakeMailjet> OF_EACH_TEST = new ArrayList<>();
    private static final Set<FakeMailjet> OF_THE_CLASS = new HashSet<>();

    @AfterAll
    static void every_server_was_closed() {
        assertThat(OF_EACH_TEST).hasSize(2).doesNotHaveDuplicates().allSatisfy(FakeMailjetExtensionTest::isClosed);
        assertThat(OF_THE_CLASS).hasSize(1).allSatisfy(FakeMailjetExtensionTest::isClosed);
    }

    @Nested
    @ExtendWith(FakeMailjetExtension.class)
    class OnePerTest {

        private FakeMailjet seenBefore;

        @BeforeEach
        void see(FakeMailjet mailjet) {
            seenBefore = mailjet;
        }

        @RepeatedTest(2)
        void a_test_has_a_server_of_its_own_and_shares_it_with_its_setup(FakeMailjet mailjet) {
            assertThat(mailjet).isSameAs(seenBefore);
            assertThat(OF_EACH_TEST).doesNotContain(mailjet);
            OF_EACH_TEST.add(mailjet);
        }
    }

    @Nested
    @ExtendWith(FakeMailjetExtension.class)
    class OnePerClass {

        @BeforeAll
        static void share(FakeMailjet mailjet) {
            OF_THE_CLASS.add(mailjet);
        }

        @RepeatedTest(2)
        void tests_share_the_server_that_the_class_asked_for(FakeMailjet mailjet) throws IOException {
            assertThat(OF_THE_CLASS).containsExactly(mailjet);
            connect(mailjet).close();
        }
    }

    @Nested
    class WithSettings {

        @RegisterExtension
        static final FakeMailjetExtension SEEDED =
                new FakeMailjetExtension(() -> FakeMailjet.builder().seed(7).start());

        @Test
        void a_registered_extension_starts_servers_as_told(FakeMailjet mailjet) {
            try (FakeMailjet other = FakeMailjet.builder().seed(7).start()) {
                assertThat(mailjet.account("acme").apiKey())
                        .isEqualTo(other.account("acme").apiKey());
            }
        }
    }

    private static void isClosed(FakeMailjet mailjet) {
        assertThatThrownBy(() -> connect(mailjet)).isInstanceOf(IOException.class);
    }

    private static Socket connect(FakeMailjet mailjet) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), mailjet.baseUrl().getPort());
    }
}
