package io.sendwell.examples.benchmarks;

import com.mailjet.client.ClientOptions;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.transactional.SendContact;
import com.mailjet.client.transactional.SendEmailsRequest;
import com.mailjet.client.transactional.TransactionalEmail;
import com.mailjet.client.transactional.response.MessageResult;
import com.mailjet.client.transactional.response.SentMessageStatus;
import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.esp.mailjet.MailjetCredentials;
import io.sendwell.esp.mailjet.MailjetTransport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Hands mails of 10 kB to Mailjet's API on the loopback, 50 a call, one call at a time, each contender in its own JVM. */
final class EspLoop {

    private static final int PER_CALL = 50;
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String SECRET = "fedcba9876543210fedcba9876543210";

    private EspLoop() {}

    /** Who sends. */
    enum Contender {
        SENDWELL {
            @Override
            LoopFigures.Sending open(String baseUrl) {
                SendwellLetters letters = new SendwellLetters();
                MailjetTransport transport = MailjetTransport.builder()
                        .credentials(MailjetCredentials.of(KEY, Secret.of(SECRET)))
                        .baseUrl(URI.create(baseUrl))
                        .build();
                AccountId account = AccountId.of("benchmark");
                return mails -> {
                    for (int sent = 0; sent < mails; sent += PER_CALL) {
                        SendwellLetters.requireAccepted(transport.submit(account, letters.next(PER_CALL)));
                    }
                };
            }
        },
        MAILJET_CLIENT {
            @Override
            LoopFigures.Sending open(String baseUrl) {
                Letters letters = new Letters();
                MailjetClient client = new MailjetClient(ClientOptions.builder()
                        .baseUrl(baseUrl)
                        .apiKey(KEY)
                        .apiSecretKey(SECRET)
                        .build());
                return mails -> {
                    for (int sent = 0; sent < mails; sent += PER_CALL) {
                        call(client, letters, sent);
                    }
                };
            }
        };

        abstract LoopFigures.Sending open(String baseUrl);
    }

    private static void call(MailjetClient client, Letters letters, int first) throws MailjetException {
        List<TransactionalEmail> mails = new ArrayList<>();
        for (int number = first; number < first + PER_CALL; number++) {
            mails.add(TransactionalEmail.builder()
                    .from(new SendContact(Parts.FROM, Parts.FROM_NAME))
                    .to(new SendContact(Letters.address(number), letters.name(number)))
                    .subject(Parts.SUBJECT)
                    .htmlPart(letters.html(number))
                    .customID("m" + number)
                    .customCampaign("Benchmark")
                    .build());
        }
        MessageResult[] results = SendEmailsRequest.builder()
                .messages(mails)
                .advanceErrorHandling(true)
                .build()
                .sendWith(client)
                .getMessages();
        for (MessageResult result : results) {
            if (result.getStatus() != SentMessageStatus.SUCCESS) {
                throw new IllegalStateException("Not accepted: " + result.getCustomID());
            }
        }
        if (results.length != PER_CALL) {
            throw new IllegalStateException("Only " + results.length + " were accepted.");
        }
    }

    static void run(Effort effort) throws IOException, InterruptedException {
        try (ChildProcess sink = ChildProcess.java(EspSink.class, List.of())) {
            String baseUrl = "http://127.0.0.1:" + sink.readLine();
            LoopRounds.run(
                    "Mailjet 10 kB, 50 a call",
                    Contender.class,
                    effort,
                    Contender.SENDWELL,
                    contender -> sendIn(contender, baseUrl, effort));
        }
    }

    private static LoopFigures sendIn(Contender contender, String baseUrl, Effort effort) throws IOException {
        int messages = effort.loopMessages() * 2;
        try (ChildProcess sender = ChildProcess.java(
                EspLoop.class,
                List.of(contender.name(), baseUrl, Integer.toString(messages), Integer.toString(messages)))) {
            return LoopFigures.parse(sender.readLine());
        }
    }

    /** One contender: its name, the URL, how many mails to warm up with, how many to measure. */
    public static void main(String[] arguments) throws Exception {
        LoopFigures.Sending sending = Contender.valueOf(arguments[0]).open(arguments[1]);
        System.out.println(LoopFigures.of(sending, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]))
                .toLine());
        System.exit(0); // OkHttp's threads would keep the JVM for a while
    }
}
