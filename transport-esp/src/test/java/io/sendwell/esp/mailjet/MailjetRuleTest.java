package io.sendwell.esp.mailjet;

import io.sendwell.check.Rule;
import io.sendwell.testkit.contract.RuleContract;
import java.util.List;

class MailjetRuleTest implements RuleContract {

    @Override
    public List<MailjetRule> rules() {
        return List.of(MailjetRule.values());
    }

    @Override
    public List<String> forms(Rule rule) {
        return switch ((MailjetRule) rule) {
            case MAILJET_TOO_MANY_FILES -> List.of("", "inline");
            case MAILJET_OPTION_VALUE -> List.of("", "text", "name");
            default -> List.of("");
        };
    }
}
