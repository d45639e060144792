package io.sendwell.examples.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/**
 * Answers each call of the Send API v3.1 with success for each of its messages, in a process of its own. It looks for
 * what it must repeat and checks nothing else: it is to cost little, where the fake of the testkit is to be right.
 */
final class EspSink {

    private static final String RECIPIENT = "\"To\":[{\"Email\":\"";
    private static final String CUSTOM_ID = "\"CustomID\":\"";
    private static final int BACKLOG = 50;

    private EspSink() {}

    /** Prints its port and serves until this process is ended. */
    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.createContext("/v3.1/send", EspSink::answer);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) throws IOException {
        // One character an octet: only ASCII is looked for, and quotes inside of values are escaped.
        String call = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        byte[] answer = answer(call).getBytes(StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private static String answer(String call) {
        StringBuilder json = new StringBuilder("{\"Messages\":[");
        int atRecipient = call.indexOf(RECIPIENT);
        int atId = call.indexOf(CUSTOM_ID);
        long number = 1_152_921_500_000_000_000L;
        while (atRecipient >= 0 && atId >= 0) {
            String address = valueAt(call, atRecipient + RECIPIENT.length());
            String id = valueAt(call, atId + CUSTOM_ID.length());
            json.append(json.length() > 13 ? "," : "")
                    .append("{\"Status\":\"success\",\"CustomID\":\"")
                    .append(id)
                    .append("\",\"To\":[{\"Email\":\"")
                    .append(address)
                    .append("\",\"MessageUUID\":\"1ab23cd4-e567-8901-2345-6789f0gh1i2j\",\"MessageID\":")
                    .append(number)
                    .append(",\"MessageHref\":\"https://api.mailjet.com/v3/REST/message/")
                    .append(number++)
                    .append("\"}],\"Cc\":[],\"Bcc\":[]}");
            atRecipient = call.indexOf(RECIPIENT, atRecipient + 1);
            atId = call.indexOf(CUSTOM_ID, atId + 1);
        }
        return json.append("]}").toString();
    }

    private static String valueAt(String call, int start) {
        return call.substring(start, call.indexOf('"', start));
    }
}
