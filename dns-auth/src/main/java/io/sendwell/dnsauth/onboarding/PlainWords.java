package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingTexts;
import java.util.Locale;

/** An onboarding as a letter to somebody who knows no DNS. */
final class PlainWords {

    private final FindingTexts texts;

    PlainWords(Locale locale) {
        texts = FindingTexts.in(locale);
    }

    String of(Onboarding onboarding) {
        StringBuilder text = new StringBuilder();
        onboarding.objections().forEach(objection -> paragraph(text, objection));
        if (onboarding.isRefused()) {
            return text.toString().strip();
        }
        paragraph(
                text,
                DomainOnboarding.said(
                                OnboardingFinding.ONBOARDING_INTRODUCTION,
                                onboarding.registration().domain())
                        .with("zone", onboarding.zone()));
        int number = 1;
        for (OnboardingStep step : onboarding.steps()) {
            text.append(number++).append(". ");
            step.words().forEach(words -> paragraph(text, words));
            step.entries().forEach(entry -> entry(text, onboarding.formInput(entry)));
        }
        paragraph(
                text,
                DomainOnboarding.said(OnboardingFinding.ONBOARDING_WAIT)
                        .with("hours", onboarding.pending().toHours()));
        return text.toString().strip();
    }

    private void entry(StringBuilder text, FormInput input) {
        DomainFinding words = DomainOnboarding.said(OnboardingFinding.ONBOARDING_ENTRY)
                .with("type", input.type())
                .with("name", input.name());
        // The value is not a part of the words: a long key would be cut there.
        text.append(texts.meaning(words)).append('\n').append(input.value()).append("\n\n");
    }

    private void paragraph(StringBuilder text, DomainFinding finding) {
        text.append(texts.meaning(finding)).append('\n');
        String advice = texts.advice(finding);
        if (!advice.isEmpty()) {
            text.append(advice).append('\n');
        }
        text.append('\n');
    }
}
