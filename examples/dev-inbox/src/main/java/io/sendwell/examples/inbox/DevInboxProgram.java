package io.sendwell.examples.inbox;

import java.io.IOException;

/** Opens a dev inbox with some mail in it, until it is ended. */
public final class DevInboxProgram {

    private static final int PORT = 8025;

    private DevInboxProgram() {}

    /** Runs until the process is ended; with a port as its argument, there. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = args.length == 0 ? PORT : Integer.parseInt(args[0]);
        try (LocalPost post = LocalPost.open(port)) {
            post.sendSamples();
            System.out.println("The dev inbox is open at " + post.inbox().uri());
            Thread.currentThread().join();
        }
    }
}
