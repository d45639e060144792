package io.sendwell;

import io.sendwell.account.ConfigurationException;
import io.sendwell.check.Check;
import io.sendwell.check.MailRule;
import io.sendwell.check.Rule;
import io.sendwell.check.Severity;
import io.sendwell.policy.SendingPolicy.Weight;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether a policy may weigh what it weighs. */
final class PolicyWeights {

    private PolicyWeights() {}

    static void require(Map<String, Weight> weights, List<Check> checks) {
        Map<String, Rule> known = new HashMap<>();
        for (MailRule rule : MailRule.values()) {
            known.put(rule.name(), rule);
        }
        checks.forEach(check -> check.rules().forEach(rule -> known.putIfAbsent(rule.name(), rule)));
        weights.forEach((code, weight) -> require(code, weight, known.get(code)));
    }

    private static void require(String code, Weight weight, @Nullable Rule rule) {
        if (rule == null) {
            throw new ConfigurationException(
                    "The policy weighs " + code + ", which no check reports. The codes are those of"
                            + " MailRule, and those that a check of the application names in rules().");
        }
        if (rule.severity() == Severity.MUST && weight != Weight.STOPS) {
            throw new ConfigurationException("The policy lowers " + code + " to " + weight
                    + ", but without it mail is refused, lost or unsafe (" + rule.source()
                    + "). Only rules of severity SHOULD and NOTE may be lowered.");
        }
        if (weight == Weight.STOPS && rule instanceof MailRule own && own.stage() == MailRule.Stage.PREFLIGHT) {
            throw new ConfigurationException(
                    "The policy lets " + code + " stop mail, but only check(...) looks at it. Give it another weight.");
        }
        if (rule.severity() != Severity.MUST && rule instanceof MailRule own && !own.isWeighable()) {
            throw new ConfigurationException("The policy weighs " + code
                    + ", which tells something and judges nothing. Take it out of the policy.");
        }
    }
}
