package io.sendwell.testkit.contract;

import io.sendwell.merge.TemplateEngine;

class SendwellTemplateEngineTest implements TemplateEngineContract {

    @Override
    public TemplateEngine newTemplateEngine() {
        return TemplateEngine.sendwell();
    }
}
