package org.diopter.app;

import org.diopter.app.command.Commands;

/// Where the program starts: with a command it does that job and ends, without one it opens the window.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(Commands.run(args));
    }
}
