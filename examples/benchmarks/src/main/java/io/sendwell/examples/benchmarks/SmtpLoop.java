package io.sendwell.examples.benchmarks;

import java.io.IOException;
import java.util.List;

/** Sends mails of 10 kB, unsigned, over the loopback by SMTP, each contender in a JVM of its own. */
final class SmtpLoop {

    /** Angus without TCP_NODELAY waits 40 ms for each mail; more of them would only take longer. */
    private static final int FEW = 100;

    private static final int FEW_TO_WARM_UP = 20;

    private SmtpLoop() {}

    /** Who sends. */
    enum Contender {
        SENDWELL(true) {
            @Override
            LoopFigures.Sending open(int port) {
                return new SendwellSmtpSender(port);
            }
        },
        ANGUS_NODELAY(true) {
            @Override
            LoopFigures.Sending open(int port) throws Exception {
                return new AngusSmtpSender(port, true);
            }
        },
        SIMPLE_JAVA_MAIL_BATCH_NODELAY(true) {
            @Override
            LoopFigures.Sending open(int port) {
                return new SimpleJavaMailSmtpSender(port, true);
            }
        },
        ANGUS_AS_SHIPPED(false) {
            @Override
            LoopFigures.Sending open(int port) throws Exception {
                return new AngusSmtpSender(port, false);
            }
        },
        SIMPLE_JAVA_MAIL_BATCH_AS_SHIPPED(false) {
            @Override
            LoopFigures.Sending open(int port) {
                return new SimpleJavaMailSmtpSender(port, false);
            }
        };

        private final boolean many;

        Contender(boolean many) {
            this.many = many;
        }

        abstract LoopFigures.Sending open(int port) throws Exception;
    }

    static void run(Effort effort) throws IOException, InterruptedException {
        try (SmtpSink sink = SmtpSink.start()) {
            LoopRounds.run(
                    "SMTP 10 kB to " + sink.name(),
                    Contender.class,
                    effort,
                    Contender.SENDWELL,
                    contender -> sendIn(contender, sink.port(), effort));
        }
    }

    private static LoopFigures sendIn(Contender contender, int port, Effort effort) throws IOException {
        int warmUp = contender.many ? effort.loopMessages() / 4 : FEW_TO_WARM_UP;
        int messages = contender.many ? effort.loopMessages() : FEW;
        try (ChildProcess sender = ChildProcess.java(
                SmtpLoop.class,
                List.of(
                        contender.name(),
                        Integer.toString(port),
                        Integer.toString(warmUp),
                        Integer.toString(messages)))) {
            return LoopFigures.parse(sender.readLine());
        }
    }

    /** One contender: its name, the port, how many mails to warm up with, how many to measure. */
    public static void main(String[] arguments) throws Exception {
        Contender contender = Contender.valueOf(arguments[0]);
        LoopFigures.Sending sending = contender.open(Integer.parseInt(arguments[1]));
        System.out.println(LoopFigures.of(sending, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .toLine());
        System.exit(0); // open connections and pools keep a JVM alive
    }
}
