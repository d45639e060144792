package io.sendwell.examples.faults;

import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import io.sendwell.smtp.SmtpServer;
import io.sendwell.smtp.SmtpTransport;
import io.sendwell.testkit.crash.CountingEspTransport;
import io.sendwell.transport.Transport;
import java.net.URI;
import java.time.Duration;

/** Next hops, by what they offer against sending twice. */
enum Hop {
    /** An ESP that offers nothing. */
    COUNTING {
        @Override
        Transport transport(Settings settings) {
            return counting(settings).build();
        }
    },
    /** An ESP that recognises a submission that comes again. */
    REPEATING {
        @Override
        Transport transport(Settings settings) {
            return counting(settings).repeats(Duration.ofHours(1)).build();
        }
    },
    /** Mailjet, which can be asked what it has. */
    MAILJET {
        @Override
        Transport transport(Settings settings) {
            return MailjetTransport.builder()
                    .baseUrl(URI.create(settings.text(Setting.HOP_ADDRESS)))
                    .permitPlainHttp()
                    .credentials(MailjetCredentials.of(
                            settings.text(Setting.HOP_USER), Secret.of(settings.text(Setting.HOP_PASSWORD))))
                    .signedDomains((account, domain) -> domain.ascii().equals(Node.AUTHOR_DOMAIN))
                    .callTimeout(settings.duration(Setting.CALL_TIMEOUT))
                    .indexLag(settings.duration(Setting.INDEX_LAG))
                    .build();
        }
    },
    /** A server that is spoken to by SMTP; it offers nothing. */
    SMTP {
        @Override
        Transport transport(Settings settings) {
            URI server = URI.create(settings.text(Setting.HOP_ADDRESS));
            Transport smtp =
                    SmtpTransport.to(SmtpServer.plainTextWithoutEncryption(server.getHost(), server.getPort()));
            return new DyingTransport(smtp, DyingTransport.Moment.valueOf(settings.text(Setting.DIES)));
        }
    };

    abstract Transport transport(Settings settings);

    private static CountingEspTransport.Builder counting(Settings settings) {
        return CountingEspTransport.to(URI.create(settings.text(Setting.HOP_ADDRESS)))
                .batchSize(settings.number(Setting.BATCH))
                .callTimeout(settings.duration(Setting.CALL_TIMEOUT));
    }
}
