package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a test wants refused although it is right. Guarded by its account. */
final class ScriptedRejections {

    private static final List<String> RECIPIENT_LISTS = List.of("To", "Cc", "Bcc");

    private final Map<String, MailjetError> byAddress = new HashMap<>();
    private final Map<String, MailjetError> byCustomId = new HashMap<>();

    void rejectRecipient(String address, MailjetError error) {
        byAddress.put(Recipients.comparable(address), error);
    }

    void rejectMessage(String customId, MailjetError error) {
        byCustomId.put(customId, error);
    }

    List<Problem> problems(JsonNode message) {
        List<Problem> found = new ArrayList<>();
        MailjetError messageError = byCustomId.get(message.path("CustomID").asText(""));
        if (messageError != null) {
            found.add(Problem.of(messageError));
        }
        for (String list : RECIPIENT_LISTS) {
            for (int i = 0; i < message.path(list).size(); i++) {
                String address = message.path(list).get(i).path("Email").asText();
                MailjetError error = byAddress.get(Recipients.comparable(address));
                if (error != null) {
                    found.add(Problem.at(error, list + "[" + i + "].Email"));
                }
            }
        }
        return found;
    }
}
