package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One stage of judging a message to which {@code Globals} were applied. */
interface MessageCheck {

    /** What is wrong with the message, empty when nothing is. */
    List<Problem> problems(JsonNode message, FakeMailjetAccount account);
}
