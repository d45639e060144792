package io.sendwell.testkit.mailjet;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a fault does to the answer. When it returns, the exchange is closed, which cuts what is unfinished. */
interface FaultEffect {

    /** No answer at all. */
    FaultEffect CUT = (exchange, planned, gate) -> {};

    /** No answer until the gate opens. */
    FaultEffect HOLD = (exchange, planned, gate) -> {
        if (gate.awaitRelease() && planned.isPresent()) {
            Answers.write(exchange, planned.get());
        }
    };

    /** The header and half of the body. */
    FaultEffect TRUNCATE = (exchange, planned, gate) -> {
        if (planned.isPresent()) {
            Answer answer = planned.get();
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(answer.status(), answer.body().length);
            exchange.getResponseBody().write(Arrays.copyOf(answer.body(), answer.body().length / 2));
            exchange.getResponseBody().flush();
        }
    };

    /** Another answer than the planned one. */
    record Reply(Answer answer) implements FaultEffect {
        @Override
        public void act(HttpExchange exchange, Optional<Answer> planned, Gate gate) throws IOException {
            Answers.write(exchange, answer);
        }

        @Override
        public int status(Optional<Answer> planned) {
            return answer.status();
        }
    }

    /** Another answer than the planned one, which says when to come again. */
    record ComeAgain(Answer answer, Duration retryAfter) implements FaultEffect {
        @Override
        public void act(HttpExchange exchange, Optional<Answer> planned, Gate gate) throws IOException {
            exchange.getResponseHeaders().set("Retry-After", Long.toString(retryAfter.toSeconds()));
            Answers.write(exchange, answer);
        }

        @Override
        public int status(Optional<Answer> planned) {
            return answer.status();
        }
    }

    /** The planned answer, but later. */
    record Delay(Duration delay) implements FaultEffect {
        @Override
        public void act(HttpExchange exchange, Optional<Answer> planned, Gate gate) throws IOException {
            if (gate.awaitRelease(delay) && planned.isPresent()) {
                Answers.write(exchange, planned.get());
            }
        }

        @Override
        public int status(Optional<Answer> planned) {
            return planned.map(Answer::status).orElse(0);
        }
    }

    /**
     * Answers in this fault's way.
     *
     * @param planned what the fake would have answered; empty when the fault struck before it accepted
     * @param gate where to wait
     * @throws IOException when the client is gone
     */
    void act(HttpExchange exchange, Optional<Answer> planned, Gate gate) throws IOException;

    /** The status that the client will see, 0 for none. */
    default int status(Optional<Answer> planned) {
        return 0;
    }
}
