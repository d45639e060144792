package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.io.OutputStream;

/** Makes a mail of its parts and writes its octets. */
interface Composer {

    void compose(Parts parts, OutputStream out) throws IOException;

    /** Who composes. */
    enum Contender {
        SIMPLE_JAVA_MAIL {
            @Override
            Composer open(Parts.Scenario scenario) {
                return new SimpleJavaMailComposer();
            }
        },
        ANGUS {
            @Override
            Composer open(Parts.Scenario scenario) {
                return new AngusComposer();
            }
        },
        MIME4J {
            @Override
            Composer open(Parts.Scenario scenario) {
                return new Mime4jComposer();
            }
        },
        SENDWELL {
            @Override
            Composer open(Parts.Scenario scenario) {
                return new SendwellComposer(scenario);
            }
        };

        abstract Composer open(Parts.Scenario scenario);
    }
}
